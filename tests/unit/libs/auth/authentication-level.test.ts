import { describe, expect, test } from "@jest/globals";
import {
  ADMIN_MFA_VALUES,
  acrValuesOf,
  isStrongEnough,
  SECOND_FACTOR_ACRS,
} from "../../../../libs/auth/authentication-level.ts";
import { isAdministrative, SCOPES } from "../../../../libs/auth/permissions.ts";

test("the parameter adminMfa is off or required", () => {
  expect(ADMIN_MFA_VALUES).toEqual(["off", "required"]);
});

test.each(SCOPES)("%s needs a second factor exactly if it reaches other accounts", (scope) => {
  expect(acrValuesOf(scope)).toEqual(isAdministrative(scope) ? SECOND_FACTOR_ACRS : []);
});

describe("a sign-in", () => {
  test.each(SECOND_FACTOR_ACRS)("of level %s has a second factor", (acr) => {
    expect(isStrongEnough(acr, SECOND_FACTOR_ACRS)).toBe(true);
  });

  test.each(["urn:cognito:loa:1", "urn:cognito:loa:2", "", "urn:cognito:loa:33"])(
    "of level %j has none",
    (acr) => {
      expect(isStrongEnough(acr, SECOND_FACTOR_ACRS)).toBe(false);
    },
  );

  test("without a level passes, and so does any where no level is needed", () => {
    expect(isStrongEnough(undefined, SECOND_FACTOR_ACRS)).toBe(true);
    expect(isStrongEnough("urn:cognito:loa:1", [])).toBe(true);
  });
});
