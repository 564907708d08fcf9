import { describe, expect, test } from "@jest/globals";
import {
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

describe("which second factor is asked for", () => {
  test("none in a pool without, whatever the user has set", () => {
    expect(decideFactor(pool("OFF"), user(all))).toEqual({ kind: "none" });
  });

  test("in a pool that leaves it to the user, what the user turned on", () => {
    expect(decideFactor(pool("OPTIONAL"), user([], all))).toEqual({ kind: "none" });
    expect(decideFactor(pool("OPTIONAL"), user(["SMS_MFA"], all))).toEqual({
      kind: "ask",
      factor: "SMS_MFA",
    });
  });

  test("in a pool that requires one, whatever could be used, else one to be set up", () => {
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
    // A preference for what can't be used any more is none.
    expect(decideFactor(pool("OPTIONAL"), user(all, both, "EMAIL_OTP"))).toEqual({
      kind: "select",
      factors: both,
    });
  });

  test("never one that is turned on, and gone", () => {
    expect(decideFactor(pool("OPTIONAL"), user(["EMAIL_OTP"], []))).toEqual({ kind: "none" });
    expect(decideFactor(pool("ON"), user(["EMAIL_OTP"], []))).toEqual({ kind: "set-up", factors: all });
  });

  test("an authenticator that is in use stays so where the pool offers none any more", () => {
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
