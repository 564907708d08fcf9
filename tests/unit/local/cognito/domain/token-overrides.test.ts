import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  accessTokenClaims,
  describeGroups,
  idTokenClaims,
  type TokenSubject,
} from "../../../../../local/cognito/domain/token-claims.ts";
import {
  NO_OVERRIDES,
  overrideAccessToken,
  overrideIdToken,
  overrideSubject,
  readTokenOverrides,
  type TokenOverrides,
} from "../../../../../local/cognito/domain/token-overrides.ts";

const subject: TokenSubject = {
  issuer: "http://localhost:4566/us-east-1_Ab12Cd34E",
  clientId: "client",
  sub: "a-sub",
  username: "ada",
  attributes: {
    email: "ada@example.com",
    email_verified: "true",
    phone_number_verified: "false",
    address: "1 Main Street",
    updated_at: "1768478400",
    "custom:age": "36",
  },
  groups: { groups: ["users"], roles: ["role"], preferredRole: "role" },
  scopes: ["aws.cognito.signin.user.admin"],
  originJti: "origin",
  deviceKey: null,
  eventId: "event",
  authTime: 100,
  issuedAt: 200,
  hosted: null,
};
const terms = { jti: "a-jti", lifetime: 300 };
const idToken = idTokenClaims(subject, terms);
const accessToken = accessTokenClaims(subject, terms);

describe("claims", () => {
  test("an ID token types what OpenID Connect types and leaves custom attributes as they are", () => {
    expect(idToken).toMatchObject({
      email: "ada@example.com",
      email_verified: true,
      phone_number_verified: false,
      address: { formatted: "1 Main Street" },
      updated_at: 1768478400,
      "custom:age": "36",
      exp: 500,
    });
  });

  test("an attribute cannot pose as a claim of Cognito's own", () => {
    const posing = { ...subject, attributes: { sub: "other", aud: "other", token_use: "access" } };
    expect(idTokenClaims(posing, terms)).toMatchObject({ sub: "a-sub", aud: "client", token_use: "id" });
  });

  test("no groups, no roles: no such claims", () => {
    const alone = { ...subject, groups: describeGroups([]), originJti: null };
    const names = Object.keys({ ...idTokenClaims(alone, terms), ...accessTokenClaims(alone, terms) });
    expect(names.filter((name) => /^cognito:(groups|roles|preferred_role)$|origin_jti/.test(name))).toEqual(
      [],
    );
  });
});

describe("groups", () => {
  const group = (name: string, precedence: number | null, roleArn: string | null) => ({
    name,
    precedence,
    roleArn,
  });

  test("the lowest precedence prefers its role", () => {
    expect(describeGroups([group("a", 1, "one"), group("b", 2, "two")])).toEqual({
      groups: ["a", "b"],
      roles: ["one", "two"],
      preferredRole: "one",
    });
  });

  test("equals that disagree prefer none, equals that agree theirs", () => {
    expect(describeGroups([group("a", 1, "one"), group("b", 1, "two")]).preferredRole).toBeNull();
    expect(describeGroups([group("a", 1, "one"), group("b", 1, "one")]).preferredRole).toBe("one");
  });
});

const PROTECTED = [
  "sub",
  "iss",
  "exp",
  "iat",
  "jti",
  "auth_time",
  "token_use",
  "origin_jti",
  "cognito:username",
];
const claimNames = fc.oneof(
  fc.constantFrom(
    ...PROTECTED,
    "aud",
    "client_id",
    "username",
    "scope",
    "event_id",
    "email",
    "cognito:groups",
    "plan",
  ),
  fc.string(),
);
const changes = fc.record({
  add: fc.dictionary(claimNames, fc.jsonValue()),
  suppress: fc.array(claimNames),
});

describe("overrides", () => {
  test("never touch what Cognito protects, whatever the trigger says", async () => {
    await fc.assert(
      fc.property(changes, changes, (id, access) => {
        const overrides: TokenOverrides = { ...NO_OVERRIDES, idToken: id, accessToken: access };
        const changedId = overrideIdToken(idToken, overrides);
        const changedAccess = overrideAccessToken(accessToken, overrides);
        for (const name of [...PROTECTED, "aud"]) {
          expect(changedId[name]).toEqual(idToken[name]);
        }
        const inAccess = [...PROTECTED, "client_id", "username", "scope", "event_id"];
        for (const name of inAccess.filter((claim) => claim !== "cognito:username")) {
          expect(changedAccess[name]).toEqual(accessToken[name]);
        }
        expect(["client", undefined]).toContain(changedAccess.aud);
      }),
    );
  });

  test("of a claim that is both added and suppressed nothing is left", () => {
    const both = { add: { email: "other", plan: "gold" }, suppress: ["email", "plan"] };
    const changed = overrideIdToken(idToken, { ...NO_OVERRIDES, idToken: both });
    expect(changed).not.toHaveProperty("email");
    expect(changed).not.toHaveProperty("plan");
  });

  test("scopes are added and suppressed once each, Cognito's own are not handed out", () => {
    const overrides = {
      ...NO_OVERRIDES,
      scopesToAdd: ["api/files", "api/files", "aws.cognito.other"],
      scopesToSuppress: ["aws.cognito.signin.user.admin"],
    };
    expect(overrideSubject(subject, overrides).scopes).toEqual(["api/files"]);
  });

  test.each([
    ["missing", {}, null],
    ["null", { groupOverrideDetails: null }, { groups: [], roles: [], preferredRole: null }],
    ["empty", { groupOverrideDetails: {} }, { groups: [], roles: [], preferredRole: null }],
  ])("group details that are %s", (_what, details, groups) => {
    expect(readTokenOverrides("V1_0", { claimsOverrideDetails: details })?.groups).toEqual(groups);
    expect(readTokenOverrides("V2_0", { claimsAndScopeOverrideDetails: details })?.groups).toEqual(groups);
  });

  test("reading never throws: a response is understood or refused", async () => {
    await fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("claimsOverrideDetails", "claimsAndScopeOverrideDetails"),
          fc.jsonValue(),
        ),
        (response) => {
          for (const version of ["V1_0", "V2_0"] as const) {
            const overrides = readTokenOverrides(version, response);
            expect(overrides === null || Array.isArray(overrides.scopesToAdd)).toBe(true);
          }
        },
      ),
    );
  });
});
