import { expect, test } from "@jest/globals";
import { findPolicyViolation } from "../../../../../local/cognito/domain/password-policy.ts";
import { createTemporaryPassword } from "../../../../../local/cognito/domain/temporary-password.ts";

test.each([6, 8, 12, 13, 50, 99])(
  "pleases the strictest policy of %i characters and is never the same",
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
