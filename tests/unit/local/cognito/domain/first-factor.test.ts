import { describe, expect, test } from "@jest/globals";
import {
  allowsCodes,
  canDoWithoutPassword,
  codeFactor,
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
    expect(conflict("EMAIL_OTP")).toBe(
      "Password should be configured as one of the allowed first auth factors.",
    );
    expect(conflict("PASSWORD")).toBeNull();
  });

  test("no authenticator app, although the enumeration has it", () => {
    expect(conflict("PASSWORD", "SOFTWARE_TOKEN")).toBe(
      "SOFTWARE_TOKEN is not supported as one of the allowed first auth factors.",
    );
  });

  test("with required second factors no codes, and only passkeys with user verification", () => {
    const codes =
      "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled";
    expect(conflict("PASSWORD", "EMAIL_OTP")).toBe(codes);
    expect(conflict("PASSWORD", "SMS_OTP")).toBe(codes);
    expect(conflict("PASSWORD", "WEB_AUTHN")).toBe(
      "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
    );
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
  [["PASSWORD", "EMAIL_OTP"], true],
  [["PASSWORD", "SMS_OTP"], true],
  [["PASSWORD", "WEB_AUTHN"], false],
  [[], false],
])("with %j a user may begin with a code: %p", (allowed, expected) => {
  expect(allowsCodes(allowed)).toBe(expected);
});

test("each attribute has its code", () => {
  expect([codeFactor("email"), codeFactor("phone_number")]).toEqual(["EMAIL_OTP", "SMS_OTP"]);
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
