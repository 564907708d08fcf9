import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCaller } from "../../../../libs/auth/principal.ts";
import { accessTokenClaims, machineTokenClaims } from "../../../support/worlds/http-event.ts";

test("the claims, as AWS's gateway passes them, become a principal", () => {
  expect(readCaller(accessTokenClaims({ "cognito:groups": "[admins users]" }))).toEqual({
    kind: "user",
    sub: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    username: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    groups: ["admins", "users"],
    scopes: ["api/files", "aws.cognito.signin.user.admin", "api/profile"],
    clientId: "1example23456789",
    jti: "9d2e4b61-7a0f-4b0a-8a3f-5e6d7c8b9a01",
    originJti: "0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c",
    authTime: 1787992402,
    signIn: undefined,
    issuedAt: 1787992402,
    expiresAt: 1787996002,
  });
});

test("a user's token tells the level of the sign-in; a machine's has none, whatever it contains", () => {
  const acr = "urn:cognito:loa:4";
  expect(readCaller(accessTokenClaims({ acr, amr: "[pwd otp mfa]" }))).toMatchObject({ kind: "user", acr });
  expect(readCaller(accessTokenClaims())).toHaveProperty("acr", undefined);
  const machine = readCaller({ ...machineTokenClaims(), acr });
  expect(machine).toMatchObject({ kind: "machine" });
  expect(machine).not.toHaveProperty("acr");
});

test.each(["", " 4", "4 ", "4\n", "x".repeat(65)])("a token with the level %j is invalid", (acr) => {
  expect(readCaller(accessTokenClaims({ acr }))).toBeUndefined();
});

test("a level may have 64 characters, an organization's id one", () => {
  const acr = "x".repeat(64);
  const claims = accessTokenClaims({ acr, org_id: "o", org_role: "member" });
  expect(readCaller(claims)).toMatchObject({ acr, organization: { id: "o", role: "member" } });
  expect(readCaller(accessTokenClaims({ org_id: "", org_role: "member" }))).toBeUndefined();
});

/** The characters that Cognito allows in a group's name: all except white space and control characters. */
const groupName = fc
  .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
  .filter((name) => /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(name));
const seconds = fc.nat({ max: 4_102_444_800 });

test("numbers and lists read the same, raw or as the gateway's strings", () => {
  fc.assert(
    fc.property(fc.array(groupName), seconds, seconds, seconds, (groups, authTime, iat, exp) => {
      const common = accessTokenClaims();
      const raw = { ...common, "cognito:groups": groups, auth_time: authTime, iat, exp };
      const asStrings = {
        ...common,
        "cognito:groups": `[${groups.join(" ")}]`,
        auth_time: String(authTime),
        iat: String(iat),
        exp: String(exp),
      };
      expect(readCaller(asStrings)).toEqual(readCaller(raw));
      expect(readCaller(raw)).toMatchObject({ groups, authTime, issuedAt: iat, expiresAt: exp });
    }),
  );
});

test("no input makes the parser throw", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(accessTokenClaims())), fc.anything()),
      (junk, claims) => {
        expect(() => [readCaller(junk), readCaller({ ...accessTokenClaims(), ...claims })]).not.toThrow();
      },
    ),
  );
});

describe("without", () => {
  test("no groups", () => {
    const { "cognito:groups": _groups, ...claims } = accessTokenClaims();
    expect(readCaller(claims)).toMatchObject({ groups: [] });
  });

  test("no scopes", () => {
    const { scope: _scope, ...claims } = accessTokenClaims();
    expect(readCaller(claims)).toMatchObject({ scopes: [] });
  });

  test("token revocation: no token ids", () => {
    const { jti: _jti, origin_jti: _originJti, ...claims } = accessTokenClaims();
    expect(readCaller(claims)).toMatchObject({ jti: undefined, originJti: undefined });
  });
});

test.each<[string, Record<string, string>]>([
  ["an ID token", { token_use: "id" }],
  ["a sub that leads out of its folder", { sub: "../somebody" }],
  ["an empty sub", { sub: "" }],
  ["a token without a user", { username: "" }],
  ["an invalid time", { exp: "soon" }],
  ["a time below zero", { exp: "-1" }],
  ["a time in another notation", { exp: "1e10" }],
  ["a time in hexadecimal", { exp: "0x10" }],
  ["a time with a space", { exp: " 12" }],
  ["a time with a fraction", { exp: "12.0" }],
  ["a group list without brackets", { "cognito:groups": "admins" }],
  ["a group list with something before it", { "cognito:groups": "x[admins]" }],
  ["a group list with something after it", { "cognito:groups": "[admins]x" }],
  ["a sub with something after it", { sub: "ada/../somebody" }],
  ["a sub that is too long", { sub: "a".repeat(129) }],
  ["an empty client", { client_id: "" }],
])("%s is refused", (_name, overrides) => {
  expect(readCaller(accessTokenClaims(overrides))).toBeUndefined();
});

test.each([
  ["hosted", { method: "hosted" }],
  ["Google", { method: "federated", provider: "Google" }],
  ["", undefined],
])("a token with %p as the sign-in method", (sign_in, signIn) => {
  expect(readCaller(accessTokenClaims({ sign_in }))).toMatchObject({ kind: "user", signIn });
});

test("names may be as short as one character, a sub as long as 128", () => {
  const shortest = { username: "u", client_id: "c", sub: "a".repeat(128) };
  expect(readCaller(accessTokenClaims(shortest))).toMatchObject({ username: "u", clientId: "c" });
});

test("a group's name may contain brackets or a line break", () => {
  const claims = accessTokenClaims({ "cognito:groups": "[[a] b]c \u2028d]" });
  expect(readCaller(claims)).toMatchObject({ groups: ["[a]", "b]c", "\u2028d"] });
});

describe("a machine's token", () => {
  test("becomes a machine, as AWS's gateway passes it", () => {
    expect(readCaller(machineTokenClaims())).toEqual({
      kind: "machine",
      sub: "2machine23456789",
      clientId: "2machine23456789",
      scopes: ["api/users.read", "api/audit.read"],
      jti: "9d2e4b61-7a0f-4b0a-8a3f-5e6d7c8b9a01",
      issuedAt: 1787992402,
      expiresAt: 1787996002,
    });
  });

  test.each<[string, Record<string, string>]>([
    ["another user's sub", { sub: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d" }],
    ["a user's empty name", { username: "" }],
    ["groups", { "cognito:groups": "[admins]" }],
    ["a session", { origin_jti: "0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c" }],
    ["the use of an ID token", { token_use: "id" }],
    ["no end", { exp: "never" }],
  ])("with %s is refused", (_name, overrides) => {
    expect(readCaller({ ...machineTokenClaims(), ...overrides })).toBeUndefined();
  });

  test("with a user's name is a user's", () => {
    const claims = { ...machineTokenClaims(), username: "ada" };
    expect(readCaller(claims)).toMatchObject({ kind: "user", username: "ada" });
  });
});
