import { expect, test } from "@jest/globals";
import { readMigratedUser } from "../../../../../local/cognito/domain/migrated-user.ts";

test.each([{}, { userAttributes: {} }, { userAttributes: null }, { finalUserStatus: "CONFIRMED" }])(
  "%j is no user",
  (response) => {
    expect(readMigratedUser(response)).toBeNull();
  },
);

test("a user has what the function answers, and resets the password unless it says otherwise", () => {
  expect(readMigratedUser({ userAttributes: { email: "ada@example.com" } })).toEqual({
    username: null,
    attributes: { email: "ada@example.com" },
    status: "RESET_REQUIRED",
    forceAliasCreation: false,
    enableSmsMfa: false,
  });
  expect(
    readMigratedUser({
      userAttributes: { username: "ada", email: "ada@example.com" },
      finalUserStatus: "CONFIRMED",
      forceAliasCreation: true,
      enableSMSMFA: true,
    }),
  ).toEqual({
    username: "ada",
    attributes: { email: "ada@example.com" },
    status: "CONFIRMED",
    forceAliasCreation: true,
    enableSmsMfa: true,
  });
});

test.each(["RESET_REQUIRED", "confirmed", "", null])(
  "the status %j is none that confirms",
  (finalUserStatus) => {
    expect(readMigratedUser({ userAttributes: { a: "b" }, finalUserStatus })?.status).toBe("RESET_REQUIRED");
  },
);
