import { expect, test } from "@jest/globals";
import { readEnvironment } from "../../../../libs/env.ts";
import { GROUP_VARIABLES, groupRulesOf } from "../../../../libs/groups/group-rules.ts";
import { membershipOf } from "../../../../libs/groups/load-membership.ts";

const rulesFrom = (DOMAIN_GROUPS?: string, FIRST_ADMIN_EMAIL = "") =>
  groupRulesOf(
    readEnvironment(GROUP_VARIABLES, {
      DEFAULT_GROUP: "users",
      FIRST_ADMIN_EMAIL,
      ...(DOMAIN_GROUPS === undefined ? {} : { DOMAIN_GROUPS }),
    }),
  );

test("groups by domain are a list, domains in ASCII", () => {
  expect([...rulesFrom(" Example.com = support , münchen.example=users").domainGroups]).toEqual([
    ["example.com", "support"],
    ["xn--mnchen-3ya.example", "users"],
  ]);
  expect(rulesFrom("").domainGroups.size).toBe(0);
  expect(rulesFrom().domainGroups.size).toBe(0);
});

test.each(["example.com", "example.com=", "=support", "example.com=support=users", "a b=support"])(
  "%p is refused",
  (list) => {
    expect(() => rulesFrom(list)).toThrow(/DOMAIN_GROUPS is not a list/);
  },
);

test("a domain never makes a user an administrator", () => {
  expect(() => rulesFrom("example.org=users,example.com=admins")).toThrow(/gives the group admins by domain/);
});

test("the first administrator's address is normalized and may be missing", () => {
  expect(rulesFrom("", " Root@Example.com").firstAdminEmail).toBe("root@example.com");
  expect(rulesFrom().firstAdminEmail).toBeUndefined();
});

test("the role of the group with the lowest precedence is preferred", () => {
  const groups = [
    { GroupName: "users", Precedence: 20, RoleArn: "arn:users" },
    { GroupName: "admins", Precedence: 0, RoleArn: "arn:admins" },
    { GroupName: "guests" },
  ];
  expect(membershipOf(groups)).toEqual({
    groupsToOverride: ["admins", "users", "guests"],
    iamRolesToOverride: ["arn:admins", "arn:users"],
    preferredRole: "arn:admins",
  });
});

test("of groups with the same precedence and different roles none is preferred", () => {
  const groups = [
    { GroupName: "one", Precedence: 1, RoleArn: "arn:one" },
    { GroupName: "two", Precedence: 1, RoleArn: "arn:two" },
  ];
  expect(membershipOf(groups)).toEqual({
    groupsToOverride: ["one", "two"],
    iamRolesToOverride: ["arn:one", "arn:two"],
  });
  expect(membershipOf([])).toEqual({ groupsToOverride: [], iamRolesToOverride: [] });
});
