import { describe, expect, test } from "@jest/globals";
import {
  canDoWithoutPassword,
  type FirstFactorFacts,
  findFirstFactorConflict,
  firstFactors,
} from "../../../../../local/cognito/domain/first-factor.ts";

const all: FirstFactorFacts = {
  allowed: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"],
  hasPassword: true,
  hasEmail: true,
  hasPhone: true,
  hasPasskey: true,
  needsSecondFactor: false,
  passkeysVerifyUsers: false,
};

describe("the first factors of a user", () => {
  test.each<[string, Partial<FirstFactorFacts>, string[]]>([
    [
      "all available ones, in AWS's order",
      {},
      ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"],
    ],
    ["what the pool allows", { allowed: ["PASSWORD", "SMS_OTP"] }, ["PASSWORD_SRP", "PASSWORD", "SMS_OTP"]],
    ["no password", { hasPassword: false, hasPasskey: false }, ["EMAIL_OTP", "SMS_OTP"]],
    ["no address", { hasEmail: false, hasPhone: false, hasPasskey: false }, ["PASSWORD_SRP", "PASSWORD"]],
    ["a second factor to come", { needsSecondFactor: true }, ["PASSWORD_SRP", "PASSWORD"]],
    [
      "a second factor by a passkey",
      { needsSecondFactor: true, passkeysVerifyUsers: true },
      ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
    ],
    ["nothing", { allowed: [] }, []],
  ])("%s", (_, facts, expected) => {
    expect(firstFactors({ ...all, ...facts })).toEqual(expected);
  });
});

describe("the allowed first factors of a pool", () => {
  const conflict = (...allowed: string[]) =>
    findFirstFactorConflict({ allowed, requirement: "ON", passkeysVerifyUsers: false });

  test("passwords, whatever else", () => {
    expect(conflict("EMAIL_OTP")).toMatch(/^Password should be configured/);
    expect(conflict("PASSWORD")).toBeNull();
  });

  test("with required second factors no codes, and only passkeys with user verification", () => {
    expect(conflict("PASSWORD", "EMAIL_OTP")).toMatch(/^Only PASSWORD and WEB_AUTHN/);
    expect(conflict("PASSWORD", "SMS_OTP")).toMatch(/^Only PASSWORD and WEB_AUTHN/);
    expect(conflict("PASSWORD", "WEB_AUTHN")).toMatch(/^Cannot set WebAuthn factor configuration/);
    const allowed = ["PASSWORD", "WEB_AUTHN"];
    expect(findFirstFactorConflict({ allowed, requirement: "ON", passkeysVerifyUsers: true })).toBeNull();
  });

  test("with optional ones, everything", () => {
    const { allowed } = all;
    expect(
      findFirstFactorConflict({ allowed, requirement: "OPTIONAL", passkeysVerifyUsers: false }),
    ).toBeNull();
  });
});

test.each([
  [["EMAIL_OTP"], ["email"], { email: "ada@example.com" }, true],
  [["EMAIL_OTP"], [], { email: "ada@example.com" }, false],
  [["EMAIL_OTP"], ["email"], { phone_number: "+12025550100" }, false],
  [["SMS_OTP"], ["email"], { email: "ada@example.com", phone_number: "+12025550100" }, false],
  [["EMAIL_OTP", "SMS_OTP"], ["phone_number"], { phone_number: "+12025550100" }, true],
])(
  "with %p as factors and %p verified by the pool, %p needs no password: %p",
  (allowed, autoVerified, attributes, expected) => {
    expect(canDoWithoutPassword({ allowed, autoVerified, attributes })).toBe(expected);
  },
);
