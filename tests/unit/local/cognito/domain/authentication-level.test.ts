import { describe, expect, test } from "@jest/globals";
import {
  acrOf,
  authenticationOf,
  type CompletedFactor,
  chooseLevel,
  effectiveNames,
  factorsIn,
  findRepeatedName,
  hasCustomNames,
  levelNamed,
  levelsNamed,
  nextFactors,
  type PossibleFactors,
} from "../../../../../local/cognito/domain/authentication-level.ts";

describe("the level of a sign-in", () => {
  test.each<[readonly CompletedFactor[], number | null, readonly string[]]>([
    [["pwd"], 1, ["pwd"]],
    [["email_otp"], 2, ["email_otp"]],
    [["sms"], 2, ["sms"]],
    [["swk"], 3, ["swk"]],
    [["hwk"], 3, ["hwk"]],
    [["pwd", "sms"], 3, ["pwd", "sms", "mfa"]],
    [["pwd", "email_otp"], 3, ["pwd", "email_otp", "mfa"]],
    [["pwd", "otp"], 4, ["pwd", "otp", "mfa"]],
    [["swk", "pwd"], 3, ["swk", "pwd", "mfa"]],
    [["hwk", "pwd", "otp"], 4, ["hwk", "pwd", "otp", "mfa"]],
    [["otp"], null, ["otp"]],
    [["pwd", "pwd"], 1, ["pwd"]],
    [[], null, []],
  ])("%j", (factors, level, methods) => {
    expect(authenticationOf(factors)).toEqual({ level, methods });
  });

  test("an amr names factors; what else it has is not a factor of the pool", () => {
    expect(factorsIn(["otp", "pwd", "mfa", "fed", "face", 7])).toEqual(["pwd", "otp"]);
  });
});

describe("the names of the levels", () => {
  const own = { Level2: { AcrValue: "silver" }, Level3: { AcrValue: "gold" } };

  test("are the pool's own, and default names for the others", () => {
    expect([1, 2, 3, 4].map((level) => acrOf(own, level as 1))).toEqual([
      "urn:cognito:loa:1",
      "silver",
      "gold",
      "urn:cognito:loa:4",
    ]);
    expect(effectiveNames(undefined).Level4).toEqual({ AcrValue: "urn:cognito:loa:4" });
    expect([hasCustomNames(own), hasCustomNames(effectiveNames(undefined))]).toEqual([true, false]);
  });

  test("are found again; a default name that was replaced is unknown", () => {
    expect(levelNamed(own, "gold")).toBe(3);
    expect(levelNamed(own, "urn:cognito:loa:3")).toBeNull();
    expect(levelNamed(undefined, undefined)).toBeNull();
    expect(levelsNamed(own, "urn:cognito:loa:4 bronze  silver")).toEqual([4, 2]);
  });

  test("are unique, default names included", () => {
    expect(findRepeatedName(own)).toBeNull();
    expect(findRepeatedName({ Level1: { AcrValue: "x" }, Level2: { AcrValue: "x" } })).toBe("x");
    expect(findRepeatedName({ Level1: { AcrValue: "urn:cognito:loa:2" } })).toBe("urn:cognito:loa:2");
  });
});

describe("the way to a level", () => {
  const password = ["PASSWORD_SRP", "PASSWORD"] as const;
  const can = (first: PossibleFactors["first"], ...second: PossibleFactors["second"]) => ({ first, second });

  test("is the first of the levels that the user's factors satisfy", () => {
    expect(chooseLevel([4, 3, 1], can(password, "SMS_MFA"), [])).toBe(3);
    expect(chooseLevel([4, 3], can(password), [])).toBeNull();
    expect(chooseLevel([2], can(password), [])).toBeNull();
  });

  test("a stronger combination satisfies a lower level, if there is no other", () => {
    expect(nextFactors(2, can([...password, "WEB_AUTHN"]), [], undefined)).toEqual({
      kind: "first",
      factors: ["WEB_AUTHN"],
    });
    expect(nextFactors(1, can(["EMAIL_OTP", "WEB_AUTHN"]), [], undefined)).toEqual({
      kind: "first",
      factors: ["EMAIL_OTP"],
    });
  });

  test("begins with a first factor, and goes on with a second if the first is completed", () => {
    const factors = can([...password, "WEB_AUTHN"], "SMS_MFA");
    expect(nextFactors(3, factors, [], undefined)).toEqual({
      kind: "first",
      factors: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
    });
    expect(nextFactors(3, factors, ["pwd"], undefined)).toEqual({ kind: "second" });
    expect(nextFactors(3, factors, ["pwd"], "WEB_AUTHN")).toEqual({ kind: "first", factors: ["WEB_AUTHN"] });
  });

  test("needs only what is missing", () => {
    expect(nextFactors(3, can([...password, "SMS_OTP"]), ["sms"], undefined)).toEqual({
      kind: "first",
      factors: ["PASSWORD_SRP", "PASSWORD"],
    });
    expect(nextFactors(4, can(password, "SOFTWARE_TOKEN_MFA"), ["swk"], undefined)).toEqual({
      kind: "first",
      factors: ["PASSWORD_SRP", "PASSWORD"],
    });
  });
});
