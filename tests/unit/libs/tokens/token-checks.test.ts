import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readToken } from "../../../../libs/tokens/read-token.ts";
import { checkClaims } from "../../../../libs/tokens/token-checks.ts";
import { codePoint } from "../../../support/fuzz/code-point.ts";

const NOW = 1_787_992_402_000;
const expectations = { issuer: "https://issuer", clientIds: ["spa"], now: NOW, scope: undefined };
const good = { token_use: "access", client_id: "spa", scope: "api/profile", exp: NOW / 1000 + 1 };

const failedOf = (claims: Readonly<Record<string, unknown>>) =>
  checkClaims(claims, expectations)
    .filter(({ verdict }) => verdict === "failed")
    .map(({ check }) => check);

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ["a good token", good, []],
  ["one that ends now", { ...good, exp: NOW / 1000 }, ["expiry"]],
  ["one without an expiry", { ...good, exp: undefined }, ["expiry"]],
  ["one that begins later", { ...good, nbf: NOW / 1000 + 1 }, ["not_before"]],
  ["one with an invalid start", { ...good, nbf: { toString: 1 } }, ["not_before"]],
  ["one whose scope is not a string", { ...good, scope: { toString: 1 } }, ["scopes"]],
  ["one whose client is not a string", { ...good, client_id: { toString: 1 } }, ["client"]],
  ["another client's", { ...good, client_id: "other" }, ["client"]],
  ["one that names its client in the wrong place", { ...good, client_id: undefined, aud: "spa" }, ["client"]],
  ["an ID token of another client", { token_use: "id", aud: "other", exp: good.exp }, ["client"]],
  ["one for another use", { ...good, token_use: "refresh" }, ["token_use"]],
  ["one with only Cognito's scope", { ...good, scope: "aws.cognito.signin.user.admin" }, ["scopes"]],
])("%s", (_what, claims, failed) => {
  expect(failedOf(claims)).toEqual(failed);
});

test("whatever the claims are, every check has a verdict", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("exp", "nbf", "scope", "token_use", "aud", "client_id"), fc.anything()),
      (claims) => {
        expect(checkClaims(claims, expectations)).toHaveLength(5);
      },
    ),
  );
});

test("any input is parsed or reported as unreadable", () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), (text) => {
      expect(["signed", "encrypted", "unreadable"]).toContain(readToken(text).kind);
    }),
  );
});
