import { expect, test } from "@jest/globals";
import { resolveResources } from "../../../cloudformation/resolve-template.ts";
import type { Template } from "../../../cloudformation/template.ts";

const knowns = {
  parameters: { Domain: "auth.example.com" },
  pseudoParameters: { "AWS::Region": "eu-west-1" },
};

/** The placeholder for a value in an `Fn::Sub`. */
const placeholder = (name: string): string => `$\{${name}}`;

function resolved(value: unknown, more: Partial<Template> = {}): unknown {
  const template: Template = {
    Parameters: { Domain: {}, Google: { Default: "" }, Size: { Default: 5 } },
    Conditions: {
      HasDomain: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Domain" }, ""] }] },
      HasGoogle: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Google" }, ""] }] },
      HasBoth: { "Fn::And": [{ Condition: "HasDomain" }, { Condition: "HasGoogle" }] },
      HasEither: { "Fn::Or": [{ Condition: "HasDomain" }, { Condition: "HasGoogle" }] },
      Endless: { "Fn::Not": [{ Condition: "Endless" }] },
      IsSecret: { "Fn::Equals": [{ Ref: "Bucket" }, "a"] },
    },
    Resources: { Thing: { Type: "AWS::S3::Bucket", Properties: { value } } },
    ...more,
  };
  return resolveResources(template, knowns).get("Thing")?.Properties?.value;
}

test.each([
  [{ Ref: "Domain" }, "auth.example.com"],
  [{ Ref: "Size" }, "5"],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ "Fn::Sub": `https://${placeholder("Domain")}/` }, "https://auth.example.com/"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Domain" }]] }, "a-auth.example.com"],
  [{ "Fn::If": ["HasDomain", "yes", "no"] }, "yes"],
  [{ "Fn::If": ["HasGoogle", "yes", "no"] }, "no"],
  [{ "Fn::If": ["HasBoth", "yes", "no"] }, "no"],
  [{ "Fn::If": ["HasEither", "yes", "no"] }, "yes"],
  [["COGNITO", { "Fn::If": ["HasGoogle", "Google", { Ref: "AWS::NoValue" }] }], ["COGNITO"]],
  [{ kept: 1, gone: { Ref: "AWS::NoValue" } }, { kept: 1 }],
])("%j is known: %j", (value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test.each([
  { Ref: "Bucket" },
  { "Fn::GetAtt": ["Bucket", "Arn"] },
  { "Fn::Sub": `${placeholder("Bucket.Arn")}/*` },
  { "Fn::ImportValue": "shared" },
  { "Fn::If": ["IsSecret", "yes", "no"] },
  { "Fn::If": ["Endless", "yes", "no"] },
  "{{resolve:secretsmanager:google}}",
])("only CloudFormation knows %j, which stays", (value) => {
  expect(resolved(value)).toEqual(value);
});

test.each([
  [
    { "Fn::Join": ["/", [{ Ref: "Bucket" }, { Ref: "Domain" }, { Ref: "AWS::NoValue" }]] },
    { "Fn::Join": ["/", [{ Ref: "Bucket" }, "auth.example.com"]] },
  ],
  [
    { "Fn::If": ["IsSecret", { Ref: "Domain" }, { Ref: "AWS::NoValue" }] },
    { "Fn::If": ["IsSecret", "auth.example.com", { Ref: "AWS::NoValue" }] },
  ],
  [
    { "Fn::Sub": [placeholder("A"), { A: [{ Ref: "Size" }] }] },
    { "Fn::Sub": [placeholder("A"), { A: ["5"] }] },
  ],
  [{ "Fn::Select": [1, [{ Ref: "Bucket" }, { Ref: "Domain" }]] }, "auth.example.com"],
  [{ "Fn::Select": [0, [{ Ref: "Bucket" }, { Ref: "Domain" }]] }, { Ref: "Bucket" }],
])("%j is known in part: %j", (value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test("a known condition decides, whatever the other one is", () => {
  const Conditions = {
    Yes: { "Fn::Equals": ["a", "a"] },
    Unknown: { "Fn::Equals": [{ Ref: "X" }, "b"] },
    Either: { "Fn::Or": [{ Condition: "Unknown" }, { Condition: "Yes" }] },
    Both: { "Fn::And": [{ Condition: "Unknown" }, { "Fn::Not": [{ Condition: "Yes" }] }] },
    Open: { "Fn::And": [{ Condition: "Unknown" }, { Condition: "Yes" }] },
  };
  const choose = (name: string) => resolved({ "Fn::If": [name, 1, 2] }, { Conditions });
  expect(["Either", "Both", "Open"].map(choose)).toEqual([1, 2, { "Fn::If": ["Open", 1, 2] }]);
});

test("a resource with a false condition is removed", () => {
  const template: Template = {
    Conditions: { Never: { "Fn::Equals": ["a", "b"] }, Unknown: { "Fn::Equals": [{ Ref: "X" }, "b"] } },
    Resources: {
      Absent: { Type: "AWS::S3::Bucket", Condition: "Never" },
      Present: { Type: "AWS::S3::Bucket" },
      Perhaps: { Type: "AWS::S3::Bucket", Condition: "Unknown" },
    },
  };
  expect([...resolveResources(template, knowns).keys()]).toEqual(["Present", "Perhaps"]);
});
