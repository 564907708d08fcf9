import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { COGNITO_SCOPE, GROUP_SCOPES, SCOPES, scopesOfGroups } from "../../../../libs/auth/permissions.ts";

describe("what a group may do", () => {
  test.each([
    ["users", ["api/profile", "api/files"]],
    ["support", ["api/profile", "api/files", "api/users.read"]],
    ["admins", ["api/profile", "api/files", "api/users.read", "api/users.write", "api/audit.read"]],
    ["strangers", []],
    ["constructor", []],
  ])("%s", (group, scopes) => {
    expect(scopesOfGroups([group])).toEqual(scopes);
  });

  test("a user without a group has no scope", () => {
    expect(scopesOfGroups([])).toEqual([]);
  });
});

test("the scope that Cognito's own operations need has Cognito's name", () => {
  expect(COGNITO_SCOPE).toBe("aws.cognito.signin.user.admin");
});

const groups = fc.array(fc.oneof(fc.constantFrom(...GROUP_SCOPES.keys()), fc.string()));

test("the order and repetition of groups do not matter", () => {
  fc.assert(
    fc.property(groups, (names) => {
      expect(scopesOfGroups([...names, ...names].reverse())).toEqual(scopesOfGroups(names));
    }),
  );
});

test("another group never removes a scope", () => {
  fc.assert(
    fc.property(groups, fc.constantFrom(...GROUP_SCOPES.keys()), (names, more) => {
      expect(scopesOfGroups([...names, more])).toEqual(expect.arrayContaining(scopesOfGroups(names)));
    }),
  );
});

test("every scope belongs to a group", () => {
  expect(scopesOfGroups([...GROUP_SCOPES.keys()])).toEqual([...SCOPES]);
});
