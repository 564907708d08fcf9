import { expect, test } from "@jest/globals";
import { rateOf } from "../../../../../local/cognito/domain/provisioned-limit.ts";

/** Requests per second (quotas.html, "Quotas on API request rates"): the default, and the highest here. */
test.each([
  ["UserAuthentication", 120, 1200],
  ["UserCreation", 50, 500],
  ["UserFederation", 25, 250],
  ["UserAccountRecovery", 30, 300],
  ["UserRead", 120, 1200],
  ["UserUpdate", 25, 250],
  ["UserToken", 120, 1200],
  ["UserResourceRead", 50, 500],
  ["UserResourceUpdate", 25, 250],
  ["UserList", 30, 300],
  ["ClientAuthentication", 150, 1500],
  ["UserPoolRead", 15, 15],
  ["UserPoolUpdate", 15, 15],
  ["UserPoolResourceRead", 20, 20],
  ["UserPoolResourceUpdate", 15, 15],
  ["UserPoolClientRead", 15, 15],
  ["UserPoolClientUpdate", 15, 15],
])("%s has %i a second, and at most %i", (category, free, max) => {
  expect(rateOf(category)).toEqual({ free, max });
});

test.each(["", "userRead", "UserRead ", "UserPool", "constructor"])("%j is not a category", (category) => {
  expect(rateOf(category)).toBeNull();
});
