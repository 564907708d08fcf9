import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isLinkable, verificationLink } from "../../../../libs/messages/verification-link.ts";

const link = (email: string) =>
  verificationLink({
    baseUrl: "https://auth.example.com",
    page: "confirm",
    language: "fr",
    email,
    code: "123456",
  });

describe("a link", () => {
  test("sends a server only the page and the language", () => {
    const { pathname, search } = new URL(link("ada@example.com"));
    expect(pathname + search).toBe("/v1/links/confirm?lang=fr");
  });

  test("gives its page the address and the code, whatever the address is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 3 }), (email) => {
        const { hash } = new URL(link(email));
        expect([...new URLSearchParams(hash.slice(1))]).toEqual([
          ["email", email],
          ["code", "123456"],
        ]);
      }),
    );
  });
});

test.each([
  ["ada@example.com", true],
  ["ada+engine@bücher.example", true],
  [undefined, false],
  ["", false],
  ["ada", false],
  ["a@b@c", false],
  ["ada @example.com", false],
  ["ada\ud800@example.com", false],
  [`${"a".repeat(250)}@example.com`, false],
])("%p can be in a link: %p", (email, linkable) => {
  expect(isLinkable(email)).toBe(linkable);
});
