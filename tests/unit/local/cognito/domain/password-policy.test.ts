import { describe, expect, test } from "@jest/globals";
import {
  findPolicyViolation,
  isTemporaryPasswordExpired,
} from "../../../../../local/cognito/domain/password-policy.ts";

const strict = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};
const lax = {
  MinimumLength: 6,
  RequireUppercase: false,
  RequireLowercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
};

describe("a password policy", () => {
  test.each([
    ["Aa1-", "Password not long enough"],
    ["aaaa111-", "Password must have uppercase characters"],
    ["AAAA111-", "Password must have lowercase characters"],
    ["AAAAaaa-", "Password must have numeric characters"],
    ["AAAAaaa1", "Password must have symbol characters"],
    ["AAAAaaä1", "Password must have symbol characters"],
    [" AAAAaa-1", "Password must not begin or end with white space"],
    ["AAAAaa-1 ", "Password must not begin or end with white space"],
  ])("refuses %s: %s", (password, violation) => {
    expect(findPolicyViolation(strict, password)).toBe(violation);
  });

  test.each([..."^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "])("accepts %s as a symbol", (symbol) => {
    expect(findPolicyViolation(strict, `Aaaa${symbol}111`)).toBeNull();
  });

  test("checks only the length if nothing else is required", () => {
    for (const password of ["aaaaaa", "AAAAAA", "111111", "------"]) {
      expect(findPolicyViolation(lax, password)).toBeNull();
    }
    expect(findPolicyViolation(lax, "aaaaa")).toBe("Password not long enough");
  });
});

test("a temporary password is valid for the pool's number of days, by default seven", () => {
  const day = 24 * 60 * 60 * 1000;
  const isExpired = (days: number, age: number) =>
    isTemporaryPasswordExpired({ TemporaryPasswordValidityDays: days }, { setAt: 0, now: age });
  expect([isExpired(2, 2 * day - 1), isExpired(2, 2 * day)]).toEqual([false, true]);
  expect([isExpired(0, 7 * day - 1), isExpired(0, 7 * day)]).toEqual([false, true]);
});
