import { describe, expect, test } from "@jest/globals";
import {
  acrOf,
  authenticationOf,
  type CompletedFactor,
  chooseLevel,
  completedByCode,
  completedBySecond,
  effectiveNames,
  FEDERATED,
  factorsIn,
  federatedAuthentication,
  findRepeatedName,
  hasCustomNames,
  levelNamed,
  levelsNamed,
  nextFactors,
  type PossibleFactors,
  reaches,
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
    expect(factorsIn(["hwk", "swk", "email_otp", "sms", "otp", "pwd"])).toEqual([
      "pwd",
      "otp",
      "sms",
      "email_otp",
      "swk",
      "hwk",
    ]);
  });

  test("a code and a second step complete the factor of their channel", () => {
    expect([completedByCode("EMAIL_OTP"), completedByCode("SMS_OTP")]).toEqual(["email_otp", "sms"]);
    expect((["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] as const).map(completedBySecond)).toEqual([
      "sms",
      "email_otp",
      "otp",
    ]);
  });

  test.each<[readonly CompletedFactor[], readonly boolean[]]>([
    [["pwd"], [true, false, false, false]],
    [["sms"], [true, true, false, false]],
    [["swk"], [true, true, true, false]],
    [
      ["pwd", "otp"],
      [true, true, true, true],
    ],
    [["otp"], [false, false, false, false]],
    [[], [false, false, false, false]],
  ])("%j reaches levels 1 to 4: %j", (factors, expected) => {
    expect(([1, 2, 3, 4] as const).map((level) => reaches(factors, level))).toEqual(expected);
  });
});

describe("a sign-in at a provider", () => {
  const mapping = { Level1: "low", Level2: "silver", Level3: "gold", Level4: "gold" };

  test("that says nothing has the lowest level and the method fed", () => {
    expect(FEDERATED).toEqual({ level: 1, methods: ["fed"] });
    expect(federatedAuthentication(undefined, {})).toEqual(FEDERATED);
    expect(federatedAuthentication({ Level1: "low" }, {})).toEqual(FEDERATED);
    expect(federatedAuthentication(undefined, { acr: "gold" })).toEqual(FEDERATED);
  });

  test.each([
    ["low", 1],
    ["silver", 2],
    ["gold", 3],
    ["bronze", 1],
    ["", 1],
    [3, 1],
  ])("with the acr %j has the first level that it is mapped to: %i", (acr, level) => {
    expect(federatedAuthentication(mapping, { acr }).level).toBe(level);
  });

  test.each([
    [
      ["pwd", "otp", "sms", "email_otp", "swk", "hwk", "mfa"],
      ["pwd", "otp", "sms", "email_otp", "swk", "hwk", "mfa"],
    ],
    [
      ["face", "mfa", "pwd", "mfa", 7],
      ["mfa", "pwd"],
    ],
    [["pwd"], ["pwd"]],
    [["face"], ["fed"]],
    [[], ["fed"]],
    ["pwd", ["fed"]],
    [null, ["fed"]],
  ])("with the amr %j has the methods %j", (amr, methods) => {
    expect(federatedAuthentication(mapping, { amr }).methods).toEqual(methods);
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
    const [x, y] = [{ AcrValue: "x" }, { AcrValue: "y" }];
    expect(findRepeatedName({ Level1: x, Level2: x, Level3: y, Level4: y })).toBe("x");
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

  /** "The factor combinations that satisfy each level are fixed." */
  test.each<[PossibleFactors, number]>([
    [can(password), 1],
    [can(["EMAIL_OTP"]), 2],
    [can(["SMS_OTP"]), 2],
    [can(["WEB_AUTHN"]), 3],
    [can(password, "SMS_MFA"), 3],
    [can(password, "EMAIL_OTP"), 3],
    [can(password, "SOFTWARE_TOKEN_MFA"), 4],
  ])("with %j goes up to %i", (possible, highest) => {
    expect(chooseLevel([4, 3, 2, 1], possible, [])).toBe(highest);
  });

  test.each<[readonly CompletedFactor[], number | null]>([
    [["pwd"], 1],
    [["email_otp"], 2],
    [["sms"], 2],
    [["swk"], 3],
    [["hwk"], 3],
    [["pwd", "email_otp"], 3],
    [["pwd", "sms"], 3],
    [["pwd", "otp"], 4],
    [["otp"], null],
    [[], null],
  ])("needs nothing more of a user who completed %j, up to %p", (completed, highest) => {
    expect(chooseLevel([4, 3, 2, 1], can([]), completed)).toBe(highest);
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
    expect(nextFactors(3, can(password, "SMS_MFA"), ["pwd"], undefined)).toEqual({ kind: "second" });
    expect(nextFactors(3, can([...password, "SMS_OTP", "WEB_AUTHN"], "SMS_MFA"), ["pwd"], "SMS_OTP")).toEqual(
      { kind: "first", factors: ["SMS_OTP", "WEB_AUTHN"] },
    );
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
