import { describe, expect, test } from "@jest/globals";
import { createFakeClock } from "../../../../local/clock.ts";
import { authorize, readToken } from "../../../../local/gateway/jwt-authorizer.ts";
import { createSigningKey, signToken } from "../../../support/worlds/gateway-server.ts";

describe("the token in a header", () => {
  test.each([
    ["abc", "abc"],
    ["Bearer abc", "abc"],
    ["bearer\tabc ", "abc"],
    ["a bearer b", "a bearer b"],
    ["bearerabc", "bearerabc"],
  ])("%j", (header, expected) => {
    expect(readToken(header)).toBe(expected);
  });

  test.each([undefined, "", " ", "Bearer", "Bearer "])("%j has none", (header) => {
    expect(() => readToken(header)).toThrow(
      expect.objectContaining({
        name: "AuthorizationRefused",
        status: 401,
        code: null,
        message: "token not provided",
      }),
    );
  });
});

describe("a missing claim is not the string undefined", () => {
  const clock = createFakeClock();
  const key = createSigningKey("kid-1");
  const issuer = "https://issuer.example";
  const keys = { keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: key.kid }] };
  const authorizer = { issuer, audience: ["undefined"], header: "authorization" };
  const tokenWith = (claims: object) =>
    signToken(key, { iss: issuer, exp: clock.now() / 1000 + 60, ...claims });

  test("as the client", async () => {
    await expect(authorize(tokenWith({}), { authorizer, scopes: [], keys, clock })).rejects.toMatchObject({
      status: 401,
      code: "invalid_token",
      message: "the token does not have a valid audience",
    });
  });

  test("as the scope", async () => {
    const check = { authorizer, scopes: ["undefined"], keys, clock };
    await expect(authorize(tokenWith({ aud: "undefined" }), check)).rejects.toMatchObject({ status: 403 });
  });
});
