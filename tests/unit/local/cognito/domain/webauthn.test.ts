import { describe, expect, test } from "@jest/globals";
import { isOriginOf, readClientData } from "../../../../../local/cognito/domain/webauthn.ts";

describe("which pages may use a relying party's passkeys", () => {
  test.each([
    ["https://example.com", "example.com", true],
    ["https://login.example.com", "example.com", true],
    ["https://example.com:8443", "example.com", true],
    ["http://example.com", "example.com", false],
    ["https://notexample.com", "example.com", false],
    ["https://example.com.evil.test", "example.com", false],
    ["https://example.com", "login.example.com", false],
    ["http://localhost:5173", "localhost", true],
    ["http://app.localhost:5173", "localhost", true],
    ["http://localhost:5173", "example.com", false],
    ["http://localhost.evil.test", "localhost", false],
    ["https://example.com/path", "example.com", false],
    ["https://user@example.com", "example.com", false],
    ["ws://localhost:5173", "localhost", false],
    ["null", "example.com", false],
    ["android:apk-key-hash:abc", "example.com", false],
    ["", "", false],
  ])("%s for %s: %p", (origin, relyingPartyId, expected) => {
    expect(isOriginOf(origin, relyingPartyId)).toBe(expected);
  });
});

describe("client data", () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  test("are a challenge and an origin", () => {
    const data = { type: "webauthn.get", challenge: "abc", origin: "https://example.com" };
    expect(readClientData(encode(data))).toEqual({ challenge: "abc", origin: "https://example.com" });
  });

  test.each([
    undefined,
    7,
    "%%%",
    encode(null),
    encode("text"),
    // The bytes of client data are not their Base64url.
    [...Buffer.from(JSON.stringify({ challenge: "abc", origin: "https://example.com" }))],
    encode([]),
    encode({ challenge: "abc" }),
    encode({ challenge: 1, origin: "x" }),
  ])("are not %p", (given) => {
    expect(readClientData(given)).toBeNull();
  });
});
