import { expect, test } from "@jest/globals";
import { readEnvironment } from "../../../../libs/env.ts";
import {
  attestedEmail,
  isTrustedForDomain,
  providerTrustOf,
  TRUST_VARIABLES,
} from "../../../../libs/federation/provider-trust.ts";

const trustFrom = (OIDC_LINK_DOMAINS: string, GOOGLE_LINK_DOMAINS = "gmail.com") =>
  providerTrustOf(readEnvironment(TRUST_VARIABLES, { GOOGLE_LINK_DOMAINS, OIDC_LINK_DOMAINS }));

const trust = trustFrom(" Example.com , münchen.example");

test.each([
  ["OIDC", "jane@example.com"],
  ["oidc", "Jane@EXAMPLE.com"],
  ["OIDC", "jane@xn--mnchen-3ya.example"],
  ["OIDC", "jane@München.example"],
  ["Google", "jane@gmail.com"],
])("%s may speak for %s", (provider, email) => {
  expect(isTrustedForDomain(trust, provider, email)).toBe(true);
});

test.each([
  ["Google", "jane@example.com"],
  ["OIDC", "jane@gmail.com"],
  ["OIDC", "jane@mail.example.com"],
  ["OIDC", "jane@notexample.com"],
  ["OIDC", "jane@example.com.evil.example"],
  ["OIDC", "jane@example.com@evil.example"],
  ["OIDC", "jane@exаmple.com"],
  ["OIDC", "jane"],
  ["OIDC", ""],
  ["Facebook", "jane@example.com"],
  ["SignInWithApple", "jane@icloud.com"],
  ["__proto__", "jane@example.com"],
])("%s may not speak for %s", (provider, email) => {
  expect(isTrustedForDomain(trust, provider, email)).toBe(false);
});

test("without a list a provider may speak for no address", () => {
  expect(isTrustedForDomain(trustFrom(""), "OIDC", "jane@example.com")).toBe(false);
  expect(isTrustedForDomain(trustFrom(""), "OIDC", "jane")).toBe(false);
});

test.each(["*", "*.example.com", "jane@example.com", "example", "a b.example", "example.com, *"])(
  "the list %p is refused",
  (list) => {
    expect(() => trustFrom(list)).toThrow(/OIDC_LINK_DOMAINS is not a list of domains/);
  },
);

const verifiedEmail = "jane@example.com";

test.each([
  ["the pool's own user", { username: "77766666-f0a1-7003-c2b9-0123456789ab", isFederated: false }],
  ["a user of a provider that is trusted", { username: "oidc_1", isFederated: true }],
])("groups may be chosen by the address of %s", (_who, user) => {
  expect(attestedEmail({ ...user, verifiedEmail }, trust)).toBe(verifiedEmail);
  expect(attestedEmail({ ...user, verifiedEmail: undefined }, trust)).toBeUndefined();
});

test.each([
  ["of a provider that is not trusted", { username: "google_1", isFederated: true }],
  ["of a provider that is not trusted, whose state is unknown", { username: "google_1", isFederated: false }],
  ["of no provider by name", { username: "oidc", isFederated: true }],
  ["of a provider with an empty name", { username: "_oidc", isFederated: true }],
])("and not by that of a user %s", (_who, user) => {
  expect(attestedEmail({ ...user, verifiedEmail }, trust)).toBeUndefined();
});
