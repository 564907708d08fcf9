import { describe, expect, test } from "@jest/globals";
import { findReservedWord, isPrefix, isSubdomain } from "../../../../../local/cognito/domain/pool-domain.ts";

test.each([
  ["my-aws-app", "aws"],
  ["amazonia", "amazon"],
  ["incognito", "cognito"],
  ["cognito-on-amazon-aws", "aws"],
  ["acme", null],
])("%s contains %s", (prefix, word) => {
  expect(findReservedWord(prefix)).toBe(word);
});

describe("a prefix", () => {
  test.each(["a", "1", "ab", "a-b", "a--b", "a".repeat(63)])("may be %s", (prefix) => {
    expect(isPrefix(prefix)).toBe(true);
  });

  test.each(["", "-", "-a", "a-", "A", "a.b", "a_b", "é", "a\n", "a".repeat(64)])(
    "may not be %j",
    (prefix) => {
      expect(isPrefix(prefix)).toBe(false);
    },
  );
});

describe("a custom domain", () => {
  test.each(["auth.example.com", "a.b.c.d"])("may be %s", (domain) => {
    expect(isSubdomain(domain)).toBe(true);
  });

  test.each([
    "example.com",
    "com",
    "auth..com",
    "-auth.example.com",
    "auth.example.com.",
    "Auth.example.com",
  ])("may not be %s", (domain) => {
    expect(isSubdomain(domain)).toBe(false);
  });
});
