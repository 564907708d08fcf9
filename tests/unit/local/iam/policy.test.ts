import { describe, expect, test } from "@jest/globals";
import { isAllowed, type PolicyStatement } from "../../../../local/iam/policy.ts";

const access = (over: object = {}) => ({
  action: "dynamodb:GetItem",
  resource: "arn:aws:dynamodb:us-east-1:000000000000:table/t",
  context: {},
  ...over,
});
const allow = (over: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: "Allow",
  Action: "dynamodb:GetItem",
  Resource: "arn:aws:dynamodb:*:*:table/t",
  ...over,
});

test("nothing is allowed that no statement allows", () => {
  expect(isAllowed([], access())).toBe(false);
  expect(isAllowed([allow({ Action: "dynamodb:PutItem" })], access())).toBe(false);
  expect(isAllowed([allow({ Resource: "arn:aws:dynamodb:*:*:table/other" })], access())).toBe(false);
  expect(isAllowed([allow()], access())).toBe(true);
});

test("a deny wins over every allow", () => {
  expect(isAllowed([allow(), allow({ Effect: "Deny" })], access())).toBe(false);
});

test("actions are compared in any case of letters, resources exactly, both with wildcards", () => {
  expect(isAllowed([allow({ Action: ["DynamoDB:getitem"] })], access())).toBe(true);
  expect(isAllowed([allow({ Action: "dynamodb:Get*" })], access())).toBe(true);
  expect(isAllowed([allow({ Resource: "arn:aws:dynamodb:*:*:table/T" })], access())).toBe(false);
  expect(isAllowed([allow({ Resource: "arn:aws:dynamodb:us-east-1:000000000000:table.t" })], access())).toBe(
    false,
  );
});

describe("conditions", () => {
  const keys = (patterns: string[]) =>
    allow({ Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns } } });
  const with_ = (...values: string[]) => access({ context: { "dynamodb:LeadingKeys": values } });

  test("of all values each has to match", () => {
    expect(isAllowed([keys(["USER#*"])], with_("USER#1", "USER#2"))).toBe(true);
    expect(isAllowed([keys(["USER#*"])], with_("USER#1", "INVITE#2"))).toBe(false);
    expect(isAllowed([keys(["USER#?"])], with_("USER#12"))).toBe(false);
  });

  test("of all values hold for none, unless a test for null asks for some", () => {
    expect(isAllowed([keys(["USER#*"])], access())).toBe(true);
    const guarded = { ...keys(["USER#*"]).Condition, Null: { "dynamodb:LeadingKeys": "false" } };
    expect(isAllowed([allow({ Condition: guarded })], access())).toBe(false);
  });

  test("that are not known do not hold", () => {
    const Condition = { IpAddress: { "aws:SourceIp": "127.0.0.1/32" } };
    expect(isAllowed([allow({ Condition })], access())).toBe(false);
  });
});
