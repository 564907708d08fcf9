import { describe, expect, test } from "@jest/globals";
import { refusalOfSignUp } from "../../../../libs/auth/sign-up-policy.ts";
import { REFUSALS } from "../../../../libs/messages/refusals.ts";

const open = { allowedDomains: [], deniedDomains: [] };

test("without lists every domain may sign up", () => {
  expect(refusalOfSignUp("ada@example.com", open)).toBeUndefined();
});

test("an invalid domain may not sign up, whatever the lists say", () => {
  for (const email of ["ada@", "ada@ex ample.com", "@"]) {
    expect(refusalOfSignUp(email, open)).toBe("emailDomain");
  }
});

test("a list of one allows one", () => {
  const policy = { allowedDomains: ["example.com"], deniedDomains: [] };
  expect(refusalOfSignUp("ada@example.com", policy)).toBeUndefined();
  expect(refusalOfSignUp("ada@example.org", policy)).toBe("emailDomain");
});

test("a sign-up without an address is refused", () => {
  expect(refusalOfSignUp(undefined, open)).toBe("emailMissing");
  expect(refusalOfSignUp("ada", open)).toBe("emailMissing");
});

describe("an allow list", () => {
  const policy = { allowedDomains: ["Example.com", "münchen.example"], deniedDomains: [] };

  test.each([
    "ada@example.com",
    " Ada@EXAMPLE.COM ",
    "ada@münchen.example",
    "ada@xn--mnchen-3ya.example",
    '"a@b"@example.com',
  ])("lets %p in", (email) => {
    expect(refusalOfSignUp(email, policy)).toBeUndefined();
  });

  test.each([
    "ada@example.org",
    "ada@mail.example.com",
    "ada@notexample.com",
    "ada@example.com@evil.org",
    "ada@",
    "ada@ex ample.com",
  ])("keeps %p out", (email) => {
    expect(refusalOfSignUp(email, policy)).toBe("emailDomain");
  });
});

describe("a deny list", () => {
  const policy = { allowedDomains: [], deniedDomains: ["throwaway.example"] };

  test.each([
    "ada@throwaway.example",
    "ada@THROWAWAY.example",
    "ada@box7.throwaway.example",
    "ada@throwaway.example.",
  ])("keeps %p out", (email) => {
    expect(refusalOfSignUp(email, policy)).toBe("emailDomain");
  });

  test("allows a domain that merely ends the same", () => {
    expect(refusalOfSignUp("ada@not-throwaway.example", policy)).toBeUndefined();
  });

  test("wins over the allow list", () => {
    const both = { allowedDomains: ["throwaway.example"], deniedDomains: ["throwaway.example"] };
    expect(refusalOfSignUp("ada@throwaway.example", both)).toBe("emailDomain");
  });
});

test("the refusal does not reveal the lists", () => {
  const refusal = refusalOfSignUp("ada@example.org", {
    allowedDomains: ["secret-partner.example"],
    deniedDomains: [],
  });
  expect(refusal === undefined ? "" : REFUSALS[refusal]).not.toMatch(/partner|example/);
});
