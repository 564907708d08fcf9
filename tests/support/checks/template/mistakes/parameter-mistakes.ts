import { limitFindings } from "../../../../../scripts/template/limit-findings.ts";
import { parameterFindings } from "../../../../../scripts/template/parameter-findings.ts";
import { add, type Mistake } from "../mistake.ts";

/** Mistakes in parameters and conditions, in a packaged template. */
export const parameterMistakes: readonly Mistake[] = [
  {
    mistake: "a default that the parameter does not allow",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.Mfa = { Type: "String", AllowedValues: ["OFF", "OPTIONAL"], Default: "MAYBE" };
    },
    finding: 'The parameter Mfa does not take "MAYBE"',
  },
  {
    mistake: "an unused parameter",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.Colour = { Type: "String", Default: "" };
    },
    finding: "the parameter Colour is not used",
  },
  {
    mistake: "a parameter named like a resource",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.SpaClient = { Type: "String", Default: "" };
    },
    finding: "SpaClient is both a parameter and a resource",
  },
  {
    mistake: "a condition that does not exist",
    check: parameterFindings,
    make: ({ Resources }) => {
      if (Resources.LoginDomain) Resources.LoginDomain.Condition = "HasPages";
    },
    finding: "unknown condition HasPages",
  },
  {
    mistake: "more resources than a stack may have",
    check: limitFindings,
    make: (template) => {
      for (let index = 0; index < 500; index++) add(`Topic${index}`, "AWS::SNS::Topic")(template);
    },
    finding: "resources, and CloudFormation accepts 500",
  },
  {
    mistake: "an unused condition",
    check: parameterFindings,
    make: ({ Conditions = {} }) => {
      Conditions.IsRaining = { "Fn::Equals": ["1", "1"] };
    },
    finding: "the condition IsRaining is not used",
  },
];
