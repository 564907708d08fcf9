import { globSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { accessOf, loadServiceModel } from "../../local/protocol/service-model.ts";
import { resourcesOfType } from "../../scripts/template/check.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

interface Regex {
  readonly RegexMatchStatement: {
    readonly RegexString: string;
    readonly FieldToMatch: { readonly SingleHeader: { readonly Name: string } };
  };
}
interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: {
    readonly RateBasedStatement?: {
      readonly Limit: number;
      readonly AggregateKeyType: string;
      readonly ScopeDownStatement: Regex | { readonly NotStatement: { readonly Statement: Regex } };
    };
  };
}

let rules: readonly Rule[];

beforeAll(async () => {
  const { prod } = await packagedTemplates();
  rules = resourcesOfType<{ readonly Rules: readonly Rule[] }>(prod, "AWS::WAFv2::WebACL").flatMap(
    ({ properties }) => properties.Rules,
  );
});

const rateOf = (name: string) => {
  const statement = rules.find(({ Name }) => Name === name)?.Statement.RateBasedStatement;
  if (statement === undefined) throw new Error(`there is no rule ${name}`);
  return statement;
};

/** The user pool operations that our functions and triggers call without an AWS signature. */
function unsignedOperations(): string[] {
  const sources = ["functions", "libs", "triggers"].flatMap((folder) => globSync(`${folder}/**/*.ts`));
  const asked = sources.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(/\bnew (\w+)Command\(|\boperation: "(\w+)"/g)].map(([, sdk, own]) =>
      String(sdk ?? own),
    );
  });
  const model = loadServiceModel("cognito-idp.json");
  return [...new Set(asked)]
    .filter((name) => Object.hasOwn(model.operations, name) && accessOf(model, name) !== "iam")
    .sort();
}

test("the API's unsigned calls have their own limit, because they come from its functions' addresses", () => {
  const own = rateOf("too-many-requests-of-the-api").ScopeDownStatement as Regex;
  const { RegexString, FieldToMatch } = own.RegexMatchStatement;
  expect(FieldToMatch).toEqual({ SingleHeader: { Name: "x-amzn-cognito-operation-name" } });
  expect(RegexString).toBe(`^(${unsignedOperations().join("|")})$`);
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_RegexMatchStatement.html
  expect(RegexString.length).toBeLessThanOrEqual(512);
});

test("all other requests, above all password guesses, keep the low limit", () => {
  const { Limit, AggregateKeyType, ScopeDownStatement } = rateOf("too-many-requests");
  const own = rateOf("too-many-requests-of-the-api");
  expect(ScopeDownStatement).toEqual({ NotStatement: { Statement: own.ScopeDownStatement } });
  expect([AggregateKeyType, Limit]).toEqual(["IP", 500]);
  expect(unsignedOperations()).not.toContain("InitiateAuth");
  expect(unsignedOperations()).not.toContain("RespondToAuthChallenge");
  expect(new Set(rules.map(({ Priority }) => Priority)).size).toBe(rules.length);
});
