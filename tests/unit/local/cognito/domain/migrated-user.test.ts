import { expect, test } from "@jest/globals";
import { readMigratedUser } from "../../../../../local/cognito/domain/migrated-user.ts";

test.each([{}, { userAttributes: {} }, { userAttributes: null }, { finalUserStatus: "CONFIRMED" }])(
  "%j is not a user",
  (response) => {
    expect(readMigratedUser(response)).toBeNull();
  },
);

test("a user has the function's attributes, and resets the password unless it says otherwise", () => {
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

test.each(["RESET_REQUIRED", "confirmed", "", null])("the status %j does not confirm", (finalUserStatus) => {
  expect(readMigratedUser({ userAttributes: { a: "b" }, finalUserStatus })?.status).toBe("RESET_REQUIRED");
});
