import { expect, test } from "@jest/globals";
import { findPolicyViolation } from "../../../../../local/cognito/domain/password-policy.ts";
import { createTemporaryPassword } from "../../../../../local/cognito/domain/temporary-password.ts";

test.each([6, 8, 12, 13, 50, 99])(
  "meets the strictest policy of %i characters and is always new",
  (MinimumLength) => {
    const rules = {
      MinimumLength,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    };
    const passwords = Array.from({ length: 20 }, () => createTemporaryPassword(rules));
    expect(passwords.map((password) => findPolicyViolation(rules, password))).toEqual(
      passwords.map(() => null),
    );
    expect(passwords.every((password) => /^\S+$/.test(password))).toBe(true);
    expect(new Set(passwords).size).toBe(passwords.length);
  },
);

test.each([
  [6, 12],
  [12, 12],
  [13, 13],
  [99, 99],
])("if %i characters are required it has %i", (MinimumLength, length) => {
  expect(createTemporaryPassword({ MinimumLength })).toHaveLength(length);
});

test("has any letter and digit, and the symbols of a policy without quotes, backslash and space", () => {
  const passwords = Array.from({ length: 2000 }, () => createTemporaryPassword({ MinimumLength: 12 }));
  const used = [...new Set(passwords.join(""))].sort().join("");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  expect(used).toBe([...letters, ..."^$*.[]{}()?!@#%&/,><:;|_~=+-"].sort().join(""));
  for (const letter of letters) {
    expect(passwords.some((password) => password.split(letter).length > 2)).toBe(true);
  }
});

test("each kind of character can be at any position, including the first and the last", () => {
  const passwords = Array.from({ length: 600 }, () => createTemporaryPassword({ MinimumLength: 12 }));
  // The one symbol is in a place by chance one time in twelve: in none of 600 once in 10²² runs.
  const places = new Set(passwords.map((password) => password.search(/[^A-Za-z\d]/)));
  expect([...places].sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(passwords.every((password) => password.replace(/[A-Za-z\d]/g, "").length === 1)).toBe(true);
});
