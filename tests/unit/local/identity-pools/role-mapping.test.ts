import { describe, expect, test } from "@jest/globals";
import {
  decideRole,
  type MappingRule,
  principalTags,
} from "../../../../local/identity-pools/domain/role-mapping.ts";

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

describe("a role by the token", () => {
  const mapping = { Type: "Token", AmbiguousRoleResolution: "Deny" } as const;
  const claims = { "cognito:roles": [role("a"), role("b")] };

  test.each([
    [
      "the preferred one",
      { ...claims, "cognito:preferred_role": role("b") },
      { kind: "role", arn: role("b") },
    ],
    ["the only one", { "cognito:roles": [role("a")] }, { kind: "role", arn: role("a") }],
    ["none if two are equal", claims, { kind: "denied" }],
    ["none without a role", {}, { kind: "denied" }],
  ])("is %s", (_, given, decision) => {
    expect(decideRole(mapping, given)).toEqual(decision);
  });

  test("is the pool's default if the pool resolves ambiguity so", () => {
    expect(decideRole({ Type: "Token", AmbiguousRoleResolution: "AuthenticatedRole" }, claims)).toEqual({
      kind: "authenticated",
    });
  });

  test("may be requested, if the token has it", () => {
    expect(decideRole(mapping, claims, role("a"))).toEqual({ kind: "role", arn: role("a") });
    expect(decideRole(mapping, claims, role("c"))).toEqual({ kind: "not-in-token" });
  });
});

describe("a role by rules", () => {
  const rule = (MatchType: MappingRule["MatchType"], Value: string): MappingRule => ({
    Claim: "team",
    MatchType,
    Value,
    RoleARN: role(`${MatchType}-${Value}`),
  });
  const by = (rules: readonly MappingRule[], team: unknown, asked?: string) =>
    decideRole({ Type: "Rules", RulesConfiguration: { Rules: rules } }, { team }, asked);

  test.each([
    ["Equals", "blue", "blue", true],
    ["Equals", "blue", "blues", false],
    ["NotEqual", "blue", "red", true],
    ["NotEqual", "blue", "blue", false],
    ["StartsWith", "bl", "blue", true],
    ["StartsWith", "lu", "blue", false],
    ["Contains", "lu", "blue", true],
    ["Contains", "xx", "blue", false],
    ["Contains", "blue", ["red", "blue"], true],
    ["Contains", "blu", ["red", "blue"], false],
  ] as const)("%s %s of %j: %s", (type, value, team, isMatch) => {
    expect(by([rule(type, value)], team).kind).toBe(isMatch ? "role" : "denied");
  });

  test("is that of the first matching rule, or of any matching one on request", () => {
    const rules = [rule("Equals", "red"), rule("Contains", "b"), rule("StartsWith", "bl")];
    expect(by(rules, "blue")).toEqual({ kind: "role", arn: role("Contains-b") });
    expect(by(rules, "blue", role("StartsWith-bl"))).toEqual({ kind: "role", arn: role("StartsWith-bl") });
    expect(by(rules, "blue", role("Equals-red"))).toEqual({ kind: "not-in-token" });
  });

  test("is none for a missing claim, not even with NotEqual", () => {
    expect(by([rule("NotEqual", "blue")], undefined)).toEqual({ kind: "denied" });
  });
});

test("existing claims become tags; the defaults are the user and the client", () => {
  const claims = { sub: "s", aud: "c", "custom:team": "blue" };
  expect(principalTags({ useDefaults: true, tags: {} }, claims)).toEqual({ username: "s", client: "c" });
  expect(
    principalTags({ useDefaults: false, tags: { team: "custom:team", none: "custom:none" } }, claims),
  ).toEqual({ team: "blue" });
});
