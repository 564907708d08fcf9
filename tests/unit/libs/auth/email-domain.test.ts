import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { trustedDomainOf } from "../../../../libs/auth/email-domain.ts";
import { refusalOfSignUp } from "../../../../libs/auth/sign-up-policy.ts";
import { isTrustedForDomain } from "../../../../libs/federation/provider-trust.ts";
import { NewEmail } from "../../../../libs/schemas/email-address.ts";
import { OrganizationInvitationInput } from "../../../../libs/schemas/organizations.ts";

/** Mail systems that decode or cut these send the code to eve, and she has verified an address of example.com. */
const SPLIT = [
  "=?utf-8?q?eve=40evil.example=3e?=@example.com",
  "x=?utf-8?b?ZXZlQGV2aWwuZXhhbXBsZQ==?=@example.com",
  "<eve@evil.example>x@example.com",
  "eve@evil.example,x@example.com",
  "eve@evil.example;x@example.com",
  "eve%evil.example@example.com",
  "evil.example!eve@example.com",
  "eve@evil.example(x@example.com",
  '"eve\\"@evil.example"@example.com',
  "eve@evil.example\\,@example.com",
  "@example.com",
];

describe("an address that mail systems may read as another", () => {
  test.each(SPLIT)("%s has no domain that gives rights", (email) => {
    expect(trustedDomainOf(email)).toBe("");
    const trust = new Map([["oidc", new Set(["example.com"])]]);
    expect(isTrustedForDomain(trust, "OIDC", email)).toBe(false);
    const policy = { allowedDomains: ["example.com"], deniedDomains: [] };
    expect(refusalOfSignUp(email, policy)).toBe("emailDomain");
  });

  test.each(SPLIT.filter((email) => !/[%!]/.test(email)))("%s neither signs up nor is invited", (email) => {
    expect(z.safeParse(NewEmail, email).success).toBe(false);
    expect(z.safeParse(OrganizationInvitationInput, { email, role: "member" }).success).toBe(false);
  });
});

test.each([
  ["ada@example.com", "example.com"],
  ["Ada.O'Neil+news@Example.COM.", "example.com"],
  ["jos\u00e9@m\u00fcnchen.example", "xn--mnchen-3ya.example"],
  ['"a@b"@example.com', "example.com"],
  ["a=b?c@example.com", "example.com"],
])("%s has the domain %s", (email, domain) => {
  expect(trustedDomainOf(email)).toBe(domain);
});
