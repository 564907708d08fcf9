import { expect, test } from "@jest/globals";
import { mailboxOf } from "../../../../libs/limits/mailbox.ts";

test.each([
  ["plain", "ada@example.com", "ada@example.com"],
  ["in capitals", "Ada@EXAMPLE.com", "ada@example.com"],
  ["with a tag", "ada+shop@example.com", "ada@example.com"],
  ["with two tags", "ada+a+b@example.com", "ada@example.com"],
  ["with an empty tag", "ada+@example.com", "ada@example.com"],
  ["with dots, which are significant outside Gmail", "a.da@example.com", "a.da@example.com"],
  ["with dots at Gmail", "a.d.a+x@gmail.com", "ada@gmail.com"],
  ["of Gmail's other name", "A.da@GoogleMail.com", "ada@gmail.com"],
  ["with nothing before its tag", "+shop@example.com", "+shop@example.com"],
  ["of an international domain", "ada@münchen.example", "ada@xn--mnchen-3ya.example"],
  ["with the root's dot", "ada@example.com.", "ada@example.com"],
  ["that is not an address", "ada", "ada"],
])("an address %s is counted as its mailbox", (_what, email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});

test("all spellings of one account in the pool are one mailbox", () => {
  const composed = "r\u00e9n\u00e9@example.com";
  expect(mailboxOf(` ${composed.normalize("NFD").toUpperCase()} `)).toBe(mailboxOf(composed));
});
