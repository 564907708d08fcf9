import { describe, expect, test } from "@jest/globals";
import { attributesOf, profileFrom } from "../../../../libs/cognito/profile-attributes.ts";

describe("fields become attributes", () => {
  test("those that are given", () => {
    expect(attributesOf({ givenName: "Ada", familyName: undefined, locale: "en" })).toEqual([
      { Name: "given_name", Value: "Ada" },
      { Name: "locale", Value: "en" },
    ]);
  });

  test("null becomes the blank value with which Cognito deletes", () => {
    expect(attributesOf({ name: null })).toEqual([{ Name: "name", Value: "" }]);
  });
});

test("a user becomes a profile without empty fields and without other attributes", () => {
  const created = new Date("2026-01-02T03:04:05.000Z");
  const user = {
    $metadata: {},
    Username: "u-1",
    UserCreateDate: created,
    UserLastModifiedDate: created,
    UserAttributes: [
      { Name: "sub", Value: "u-1" },
      { Name: "email", Value: "ada@example.com" },
      { Name: "email_verified", Value: "true" },
      { Name: "given_name", Value: "Ada" },
      { Name: "family_name", Value: "" },
      { Name: "custom:tenant", Value: "t-1" },
    ],
  };
  expect(profileFrom(user, ["users"])).toEqual({
    sub: "u-1",
    email: "ada@example.com",
    emailVerified: true,
    givenName: "Ada",
    groups: ["users"],
    createdAt: "2026-01-02T03:04:05.000Z",
    updatedAt: "2026-01-02T03:04:05.000Z",
  });
});
