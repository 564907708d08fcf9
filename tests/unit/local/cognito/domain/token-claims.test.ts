import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import {
  accessTokenClaims,
  accessTokenHash,
  attributesOfScopes,
  describeGroups,
  idTokenClaims,
  type TokenSubject,
} from "../../../../../local/cognito/domain/token-claims.ts";

const subject: TokenSubject = {
  issuer: "http://localhost:4566/us-east-1_Ab12Cd34E",
  clientId: "client",
  sub: "a-sub",
  username: "ada",
  attributes: { email: "ada@example.com" },
  groups: { groups: ["admins", "users"], roles: ["role"], preferredRole: "role" },
  scopes: ["openid", "email"],
  originJti: "origin",
  deviceKey: "device",
  eventId: "event",
  authTime: 100,
  issuedAt: 200,
  hosted: null,
};
const terms = { jti: "a-jti", lifetime: 300 };
const bare: TokenSubject = {
  ...subject,
  groups: { groups: [], roles: [], preferredRole: null },
  originJti: null,
  deviceKey: null,
};

describe("an access token", () => {
  const claims = {
    sub: "a-sub",
    client_id: "client",
    iss: subject.issuer,
    event_id: "event",
    auth_time: 100,
    iat: 200,
    exp: 500,
    token_use: "access",
    scope: "openid email",
    jti: "a-jti",
    username: "ada",
  };

  test("says who, for whom, how long and what for", () => {
    expect(accessTokenClaims(bare, terms)).toStrictEqual(claims);
  });

  test("has groups, the sign-in and the device, if there are any", () => {
    expect(accessTokenClaims(subject, terms)).toStrictEqual({
      ...claims,
      "cognito:groups": ["admins", "users"],
      origin_jti: "origin",
      device_key: "device",
    });
  });

  test("names the level and the methods of the sign-in, if it has a level", () => {
    const factors = { acr: "urn:cognito:loa:3", amr: ["pwd", "sms", "mfa"] };
    expect(accessTokenClaims({ ...bare, ...factors }, terms)).toStrictEqual({ ...claims, ...factors });
  });

  test("of a pool's domain has a version, and the requested resource", () => {
    const hosted = { nonce: "n", resource: null };
    expect(accessTokenClaims({ ...bare, hosted }, terms)).toStrictEqual({ ...claims, version: 2 });
    const resource = "https://api.example.com";
    expect(accessTokenClaims({ ...bare, hosted: { ...hosted, resource } }, terms)).toStrictEqual({
      ...claims,
      version: 2,
      aud: resource,
    });
  });
});

describe("an ID token", () => {
  const claims = {
    email: "ada@example.com",
    sub: "a-sub",
    "cognito:username": "ada",
    aud: "client",
    iss: subject.issuer,
    event_id: "event",
    auth_time: 100,
    iat: 200,
    exp: 500,
    token_use: "id",
    jti: "a-jti",
  };

  test("has the user's attributes", () => {
    expect(idTokenClaims(bare, terms)).toStrictEqual(claims);
  });

  test("names the level and the methods of the sign-in, if it has a level", () => {
    const factors = { acr: "urn:cognito:loa:1", amr: ["pwd"] };
    expect(idTokenClaims({ ...bare, ...factors }, terms)).toStrictEqual({ ...claims, ...factors });
  });

  test("has groups, roles, nonce and the access token's hash, if there are any", () => {
    const hosted = { nonce: "n", resource: null };
    expect(idTokenClaims({ ...subject, hosted }, { ...terms, atHash: "h" })).toStrictEqual({
      ...claims,
      at_hash: "h",
      nonce: "n",
      origin_jti: "origin",
      "cognito:groups": ["admins", "users"],
      "cognito:roles": ["role"],
      "cognito:preferred_role": "role",
    });
    const { nonce: _none, ...rest } = idTokenClaims({ ...bare, hosted: { ...hosted, nonce: null } }, terms);
    expect([_none, rest]).toStrictEqual([undefined, claims]);
  });

  test("lists linked identities with strings, or null", () => {
    const identities = JSON.stringify([
      { userId: 7, providerName: "Google", issuer: null, primary: true, dateCreated: 1_768_478_400_000 },
    ]);
    expect(idTokenClaims({ ...bare, attributes: { identities } }, terms)).toMatchObject({
      identities: [
        { userId: "7", providerName: "Google", issuer: null, primary: "true", dateCreated: "1768478400000" },
      ],
    });
  });

  test.each([
    ["email_verified", "True", true],
    ["phone_number_verified", "false", false],
    ["updated_at", "12", 12],
    ["address", "Here 1", { formatted: "Here 1" }],
    ["custom:updated_at", "12", "12"],
    ["name", "Ada", "Ada"],
  ])("types %s %j", (name, value, claim) => {
    expect(idTokenClaims({ ...bare, attributes: { [name]: value } }, terms)[name]).toEqual(claim);
  });
});

test("the hash of an access token is the left half of its SHA-256", () => {
  const whole = createHash("sha256").update("a.b.c").digest("hex");
  expect(Buffer.from(accessTokenHash("a.b.c"), "base64url").toString("hex")).toBe(whole.slice(0, 32));
});

describe("scopes open attributes", () => {
  const all = {
    sub: "s",
    email: "e",
    email_verified: "true",
    phone_number: "p",
    phone_number_verified: "true",
    name: "n",
    "custom:team": "t",
  };

  test.each([
    [["openid"], Object.keys(all)],
    [[], Object.keys(all)],
    [
      ["openid", "email"],
      ["sub", "email", "email_verified"],
    ],
    [
      ["openid", "phone"],
      ["sub", "phone_number", "phone_number_verified"],
    ],
    [
      ["openid", "profile"],
      ["sub", "name", "custom:team"],
    ],
    [
      ["email", "phone"],
      ["sub", "email", "email_verified", "phone_number", "phone_number_verified"],
    ],
    [["email", "phone", "profile"], Object.keys(all)],
  ])("%j", (scopes, names) => {
    const opened = attributesOfScopes(all, scopes);
    expect(Object.keys(opened)).toEqual(names);
    expect(all).toMatchObject(opened);
  });
});

describe("groups", () => {
  const group = (name: string, precedence: number | null, roleArn: string | null) => ({
    name,
    precedence,
    roleArn,
  });

  test("have each role once, in order; a group without a role does not affect the preferred one", () => {
    const groups = [group("a", 1, null), group("b", 1, "one"), group("c", 2, "two"), group("d", 3, "one")];
    expect(describeGroups(groups)).toEqual({
      groups: ["a", "b", "c", "d"],
      roles: ["one", "two"],
      preferredRole: "one",
    });
  });

  test("without a precedence come last", () => {
    expect(describeGroups([group("a", null, "one"), group("b", null, "two")]).preferredRole).toBeNull();
    expect(describeGroups([group("a", null, "one")]).preferredRole).toBe("one");
    expect(describeGroups([group("a", 0, "one"), group("b", null, "two")]).preferredRole).toBe("one");
  });

  test("without roles have no preferred one", () => {
    expect(describeGroups([group("a", 1, null), group("b", 2, "two")])).toEqual({
      groups: ["a", "b"],
      roles: ["two"],
      preferredRole: null,
    });
    expect(describeGroups([])).toEqual({ groups: [], roles: [], preferredRole: null });
  });
});

describe("claims", () => {
  test("an ID token types what OpenID Connect types and leaves custom attributes as they are", () => {
    const attributes = {
      email: "ada@example.com",
      email_verified: "true",
      phone_number_verified: "false",
      address: "1 Main Street",
      updated_at: "1768478400",
      "custom:age": "36",
    };
    expect(idTokenClaims({ ...subject, attributes }, terms)).toMatchObject({
      email: "ada@example.com",
      email_verified: true,
      phone_number_verified: false,
      address: { formatted: "1 Main Street" },
      updated_at: 1768478400,
      "custom:age": "36",
      exp: 500,
    });
  });

  test("an attribute can't replace a claim of Cognito", () => {
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

  test("groups of equal precedence prefer their common role, or none if they differ", () => {
    expect(describeGroups([group("a", 1, "one"), group("b", 1, "two")]).preferredRole).toBeNull();
    expect(describeGroups([group("a", 1, "one"), group("b", 1, "one")]).preferredRole).toBe("one");
  });
});
