import { describe, expect, test } from "@jest/globals";
import { CODE_LIFETIME, createCode, isCode } from "../../../../../local/cognito/domain/verification-code.ts";

describe("a code", () => {
  test("has six digits and is valid only for its own address", () => {
    const { code, hash } = createCode("ada@example.com");
    expect(code).toMatch(/^\d{6}$/);
    expect(hash.includes(code)).toBe(false);
    expect(isCode(code, "ada@example.com", hash)).toBe(true);
    expect(isCode(code, "eve@example.com", hash)).toBe(false);
    expect(isCode(`${code}0`, "ada@example.com", hash)).toBe(false);
  });

  test.each([4, 6, 8])("has %d digits if that many are required, including leading zeros", (digits) => {
    const codes = Array.from({ length: 500 }, () => createCode("ada@example.com", digits).code);
    expect(codes.filter((code) => !new RegExp(`^\\d{${digits}}$`).test(code))).toEqual([]);
    // One in ten begins with each digit: none is missing among 500 but once in 10²¹ runs.
    expect(new Set(codes.map((code) => code[0])).size).toBe(10);
  });

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html, "Validity of codes". */
  test("is valid for an hour for a forgotten password, otherwise for a day", () => {
    const day = 86_400_000;
    expect(CODE_LIFETIME).toEqual({
      "sign-up": day,
      "forgot-password": 3_600_000,
      "verify-email": day,
      "verify-phone_number": day,
    });
  });

  test("is stored with its own salt", () => {
    const hashes = Array.from({ length: 5 }, () => createCode("ada@example.com").hash.toString("hex"));
    expect(new Set(hashes).size).toBe(5);
    // 16 bytes of salt, 32 of SHA-256.
    expect(hashes.map((hash) => hash.length / 2)).toEqual([48, 48, 48, 48, 48]);
  });
});
