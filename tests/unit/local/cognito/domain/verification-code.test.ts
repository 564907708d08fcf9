import { describe, expect, test } from "@jest/globals";
import { createCode, isCode } from "../../../../../local/cognito/domain/verification-code.ts";

describe("a code", () => {
  test("is six digits and good for its own address only", () => {
    const { code, hash } = createCode("ada@example.com");
    expect(code).toMatch(/^\d{6}$/);
    expect(hash.includes(code)).toBe(false);
    expect(isCode(code, "ada@example.com", hash)).toBe(true);
    expect(isCode(code, "eve@example.com", hash)).toBe(false);
    expect(isCode(`${code}0`, "ada@example.com", hash)).toBe(false);
  });

  test("is kept with a salt of its own", () => {
    const hashes = Array.from({ length: 5 }, () => createCode("ada@example.com").hash.toString("hex"));
    expect(new Set(hashes).size).toBe(5);
  });
});
