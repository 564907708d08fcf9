import { describe, expect, test } from "@jest/globals";
import {
  chooseAmong,
  decideFactor,
  type PoolFactors,
  type SecondFactor,
} from "../../../../../local/cognito/domain/second-factor.ts";

const all: readonly SecondFactor[] = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];
const pool = (requirement: PoolFactors["requirement"], offered = all) => ({ requirement, offered });
const user = (enabled: readonly SecondFactor[], usable = enabled, preferred: SecondFactor | null = null) => ({
  enabled,
  usable,
  preferred,
});

describe("which second factor is required", () => {
  test("none in a pool without MFA, whatever the user has set", () => {
    expect(decideFactor(pool("OFF"), user(all))).toEqual({ kind: "none" });
  });

  test("with optional MFA, the factors that the user turned on", () => {
    expect(decideFactor(pool("OPTIONAL"), user([], all))).toEqual({ kind: "none" });
    expect(decideFactor(pool("OPTIONAL"), user(["SMS_MFA"], all))).toEqual({
      kind: "ask",
      factor: "SMS_MFA",
    });
  });

  test("with required MFA, any usable factor, else one to set up", () => {
    expect(decideFactor(pool("ON"), user([], ["SMS_MFA"]))).toEqual({ kind: "ask", factor: "SMS_MFA" });
    expect(decideFactor(pool("ON"), user(["SOFTWARE_TOKEN_MFA"], all))).toEqual({
      kind: "ask",
      factor: "SOFTWARE_TOKEN_MFA",
    });
    expect(decideFactor(pool("ON", ["SOFTWARE_TOKEN_MFA"]), user([], ["SMS_MFA"]))).toEqual({
      kind: "set-up",
      factors: ["SOFTWARE_TOKEN_MFA"],
    });
  });

  test("of several the preferred one, or the user's choice", () => {
    const both = ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] as const;
    expect(decideFactor(pool("OPTIONAL"), user(both, both, "SOFTWARE_TOKEN_MFA"))).toEqual({
      kind: "ask",
      factor: "SOFTWARE_TOKEN_MFA",
    });
    expect(decideFactor(pool("OPTIONAL"), user(both))).toEqual({ kind: "select", factors: both });
    expect(decideFactor(pool("OPTIONAL"), user(all))).toEqual({ kind: "select", factors: all });
    expect(chooseAmong([], "SMS_MFA")).toEqual({ kind: "none" });
    // A preference for an unusable factor is ignored.
    expect(decideFactor(pool("OPTIONAL"), user(all, both, "EMAIL_OTP"))).toEqual({
      kind: "select",
      factors: both,
    });
  });

  test("never one that is turned on but missing", () => {
    expect(decideFactor(pool("OPTIONAL"), user(["EMAIL_OTP"], []))).toEqual({ kind: "none" });
    expect(decideFactor(pool("ON"), user(["EMAIL_OTP"], []))).toEqual({ kind: "set-up", factors: all });
  });

  test("an authenticator in use stays so if the pool offers none any more", () => {
    const others = ["SMS_MFA", "EMAIL_OTP"] as const;
    expect(decideFactor(pool("OPTIONAL", others), user(["SOFTWARE_TOKEN_MFA"]))).toEqual({
      kind: "ask",
      factor: "SOFTWARE_TOKEN_MFA",
    });
    expect(decideFactor(pool("ON", others), user([], ["SOFTWARE_TOKEN_MFA"]))).toEqual({
      kind: "set-up",
      factors: others,
    });
    expect(decideFactor(pool("OPTIONAL", ["SOFTWARE_TOKEN_MFA"]), user(["SMS_MFA"]))).toEqual({
      kind: "none",
    });
  });
});
