import { describe, expect, test } from "@jest/globals";
import { conditionsHold } from "../../../../local/iam/conditions.ts";
import { keyValues } from "../../../../local/iam/session.ts";
import { NotEvaluated, type Verdict } from "../../../../local/iam/verdict.ts";

const values = keyValues(
  {
    "s3:prefix": ["users/ada/"],
    "s3:max-keys": ["50"],
    "s3:TlsVersion": ["1.3"],
    "s3:delimiter": [],
    "dynamodb:LeadingKeys": ["USER#1", "USER#2"],
    "cognito-identity.amazonaws.com:amr": ["authenticated", "provider"],
    "aws:SecureTransport": ["true"],
    "aws:PrincipalArn": ["arn:aws:iam::000000000000:role/reader"],
  },
  { "aws:PrincipalTag/": { team: "blue" } },
);

const holds = (operator: string, key: string, ...expected: string[]): Verdict =>
  conditionsHold({ [operator]: { [key]: expected } }, values, values);

test.each([
  ["StringEquals", "s3:prefix", "users/ada/", "users/*"],
  ["StringEqualsIgnoreCase", "s3:prefix", "USERS/ada/", "USERS/*"],
  ["StringLike", "s3:prefix", "users/*", "Users/*"],
  ["StringLike", "aws:PrincipalTag/team", "bl?e", "bl?"],
  ["NumericEquals", "s3:max-keys", "50.0", "51"],
  ["NumericLessThan", "s3:max-keys", "51", "50"],
  ["NumericLessThanEquals", "s3:max-keys", "50", "49"],
  ["NumericGreaterThan", "s3:TlsVersion", "1.2", "1.3"],
  ["NumericGreaterThanEquals", "s3:TlsVersion", "1.3", "1.4"],
  ["NumericEquals", "s3:max-keys", "50", "many"],
  ["Bool", "aws:SecureTransport", "True", "false"],
  ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", "arn:aws:*"],
  [
    "ArnEquals",
    "aws:PrincipalArn",
    "arn:aws:iam::000000000000:role/reader",
    "arn:aws:iam::000000000000:role",
  ],
  ["StringEquals", "AWS:principaltag/TEAM", "blue", "red"],
])("%s of %s holds for %s and not for %s", (operator, key, matching, other) => {
  expect(holds(operator, key, matching)).toBe(true);
  expect(holds(operator, key, other)).toBe(false);
  expect(holds(operator, key, other, matching)).toBe(true);
});

test.each([
  ["StringNotEquals", "users/eve/", "users/ada/"],
  ["StringNotEqualsIgnoreCase", "users/eve/", "USERS/ADA/"],
  ["StringNotLike", "eve/*", "users/*"],
])("%s is true if none of its values matches", (operator, other, matching) => {
  expect(holds(operator, "s3:prefix", other)).toBe(true);
  expect(holds(operator, "s3:prefix", other, matching)).toBe(false);
  expect(holds(operator, "s3:delimiter", matching)).toBe(true);
});

test.each([
  ["ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/writer", "arn:aws:iam::*:role/*"],
  ["ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/writer", "arn:aws:iam::*:role/reader"],
  ["NumericNotEquals", "s3:max-keys", "7", "50"],
])("%s of %s", (operator, key, other, matching) => {
  expect(holds(operator, key, other)).toBe(true);
  expect(holds(operator, key, matching)).toBe(false);
});

test("every operator and every key must match, with at least one value each", () => {
  const both = (prefix: string, secure: string) =>
    conditionsHold(
      { StringLike: { "s3:prefix": [prefix] }, Bool: { "aws:SecureTransport": [secure] } },
      values,
      values,
    );
  expect(both("users/*", "true")).toBe(true);
  expect(both("users/*", "false")).toBe(false);
  expect(both("eve/*", "true")).toBe(false);
});

describe("a key that the request does not have", () => {
  test("matches only Null, negations and IfExists", () => {
    expect(holds("StringEquals", "s3:delimiter", "")).toBe(false);
    expect(holds("StringLike", "s3:delimiter", "*")).toBe(false);
    expect(holds("StringEqualsIfExists", "s3:delimiter", "/")).toBe(true);
    expect(holds("BoolIfExists", "aws:PrincipalTag/none", "true")).toBe(true);
    expect(holds("Null", "s3:delimiter", "true")).toBe(true);
    expect(holds("Null", "s3:delimiter", "false")).toBe(false);
    expect(holds("Null", "s3:prefix", "false")).toBe(true);
  });

  test("IfExists is strict if the request has it", () => {
    expect(holds("StringEqualsIfExists", "s3:prefix", "users/eve/")).toBe(false);
  });
});

describe("several values", () => {
  const KEYS = "dynamodb:LeadingKeys";

  test("all of them match, which is true for a request without any", () => {
    expect(holds("ForAllValues:StringLike", KEYS, "USER#*")).toBe(true);
    expect(holds("ForAllValues:StringEquals", KEYS, "USER#1")).toBe(false);
    expect(holds("ForAllValues:StringEquals", KEYS, "USER#1", "USER#2")).toBe(true);
    expect(holds("ForAllValues:StringLike", "s3:delimiter", "x")).toBe(true);
  });

  test("any of them matches, which is false for a request without any", () => {
    const AMR = "cognito-identity.amazonaws.com:amr";
    expect(holds("ForAnyValue:StringLike", AMR, "authenticated")).toBe(true);
    expect(holds("ForAnyValue:StringLike", AMR, "unauthenticated")).toBe(false);
    expect(holds("ForAnyValue:StringLike", "s3:delimiter", "*")).toBe(false);
    expect(holds("ForAnyValue:StringNotEquals", "s3:delimiter", "x")).toBe(false);
  });

  test("without either is undecided", () => {
    expect(holds("StringLike", KEYS, "USER#*")).toEqual(
      new NotEvaluated(`StringLike of the several values of ${KEYS}`),
    );
  });
});

test.each([
  ["DateLessThan", "the condition operator DateLessThan"],
  ["IpAddress", "the condition operator IpAddress"],
  ["BinaryEquals", "the condition operator BinaryEquals"],
  ["ForSomeValues:StringEquals", "the condition operator ForSomeValues:StringEquals"],
  ["stringequals", "the condition operator stringequals"],
  ["NullIfExists", "the condition operator NullIfExists"],
])("%s is refused by name", (operator, what) => {
  expect(holds(operator, "s3:prefix", "x")).toEqual(new NotEvaluated(what));
});

test("an unknown key is refused by name, with any operator", () => {
  for (const operator of [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIfExists",
    "Null",
    "ForAllValues:StringLike",
  ]) {
    expect(holds(operator, "aws:SourceVpc", "true")).toEqual(
      new NotEvaluated("the condition key aws:SourceVpc"),
    );
  }
});

test("variables may be in values; one without a value matches nothing, not even negated", () => {
  const prefix = keyValues({ "s3:prefix": ["blue/x"] }, { "aws:PrincipalTag/": { team: "blue" } });
  const like = (operator: string, pattern: string) =>
    conditionsHold({ [operator]: { "s3:prefix": [pattern] } }, prefix, prefix);
  expect(like("StringLike", `\${aws:PrincipalTag/team}/*`)).toBe(true);
  expect(like("StringLike", `\${aws:PrincipalTag/none}/*`)).toBe(false);
  expect(like("StringNotLike", `\${aws:PrincipalTag/none}/*`)).toBeInstanceOf(NotEvaluated);
  expect(like("StringEquals", `\${aws:PrincipalTag/team}/x`)).toBe(true);
});
