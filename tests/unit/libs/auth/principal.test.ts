import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readPrincipal } from "../../../../libs/auth/principal.ts";
import { accessTokenClaims } from "../../../support/http-event.ts";

test("the claims as AWS's gateway passes them become a principal", () => {
  expect(readPrincipal(accessTokenClaims({ "cognito:groups": "[admins users]" }))).toEqual({
    sub: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    username: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    groups: ["admins", "users"],
    scopes: ["api/files", "aws.cognito.signin.user.admin", "api/profile"],
    clientId: "1example23456789",
    jti: "9d2e4b61-7a0f-4b0a-8a3f-5e6d7c8b9a01",
    originJti: "0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c",
    authTime: 1787992402,
    issuedAt: 1787992402,
    expiresAt: 1787996002,
  });
});

/** What Cognito allows in a group's name: anything but white space and control characters. */
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
      expect(readPrincipal(asStrings)).toEqual(readPrincipal(raw));
      expect(readPrincipal(raw)).toMatchObject({ groups, authTime, issuedAt: iat, expiresAt: exp });
    }),
  );
});

test("nothing that comes makes the parser throw", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(accessTokenClaims())), fc.anything()),
      (junk, claims) => {
        expect(() => [
          readPrincipal(junk),
          readPrincipal({ ...accessTokenClaims(), ...claims }),
        ]).not.toThrow();
      },
    ),
  );
});

describe("without", () => {
  test("groups there are none", () => {
    const { "cognito:groups": _groups, ...claims } = accessTokenClaims();
    expect(readPrincipal(claims)).toMatchObject({ groups: [] });
  });

  test("scopes there are none", () => {
    const { scope: _scope, ...claims } = accessTokenClaims();
    expect(readPrincipal(claims)).toMatchObject({ scopes: [] });
  });

  test("token revocation there are no token ids", () => {
    const { jti: _jti, origin_jti: _originJti, ...claims } = accessTokenClaims();
    expect(readPrincipal(claims)).toMatchObject({ jti: undefined, originJti: undefined });
  });
});

test.each<[string, Record<string, string>]>([
  ["an ID token", { token_use: "id" }],
  ["a sub that leads out of its folder", { sub: "../somebody" }],
  ["an empty sub", { sub: "" }],
  ["a token without a user", { username: "" }],
  ["a time that is none", { exp: "soon" }],
  ["a time below zero", { exp: "-1" }],
  ["a group list without brackets", { "cognito:groups": "admins" }],
])("%s makes no principal", (_name, overrides) => {
  expect(readPrincipal(accessTokenClaims(overrides))).toBeUndefined();
});
