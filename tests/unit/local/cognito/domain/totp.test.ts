import { describe, expect, test } from "@jest/globals";
import {
  createTotpSecret,
  matchTotp,
  timeStep,
  toBase32,
  totpCode,
} from "../../../../../local/cognito/domain/totp.ts";

/** RFC 6238, appendix B: its eight digits, the last six of them. */
const secret = Buffer.from("12345678901234567890");
const vectors = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
] as const;

describe("a time-based one-time password", () => {
  test.each(vectors)("at %i seconds ends in %s, as in RFC 6238", (seconds, code) => {
    expect(totpCode(secret, timeStep(seconds * 1000))).toBe(code.slice(-6));
  });

  test("is valid in its time step and the neighbouring ones", () => {
    const step = 1_000_000;
    const at = (steps: number) => (step + steps) * 30_000;
    const code = totpCode(secret, step);
    expect([-2, -1, 0, 1, 2].map((steps) => matchTotp(secret, code, at(steps)))).toEqual([
      null,
      step,
      step,
      step,
      null,
    ]);
  });

  test.each(["", "12345", "1234567", "abcdef", "０００００１"])("is never %j", (code) => {
    expect(matchTotp(secret, code, 59_000)).toBeNull();
  });

  test("has a secret of 160 bits, in Base32 for the app", () => {
    expect(toBase32(createTotpSecret())).toMatch(/^[A-Z2-7]{32}$/);
    // RFC 4648 §10.
    expect(toBase32(Buffer.from("fooba"))).toBe("MZXW6YTB");
    expect(toBase32(Buffer.from(""))).toBe("");
  });
});
