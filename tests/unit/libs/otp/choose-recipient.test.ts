import { describe, expect, test } from "@jest/globals";
import type { Account } from "../../../../libs/otp/account.ts";
import { chooseRecipient } from "../../../../libs/otp/choose-recipient.ts";

const NUMBER = "+4915112345678";
const open: Account = {
  isOpen: true,
  factors: [],
  attributes: {
    email: " Ada@Example.com",
    phone_number: NUMBER,
    phone_number_verified: "true",
    locale: "de",
  },
};
const rules = { isMailOn: true, areLinksOn: true, smsCountries: ["FR", "DE"] };
const having = (attributes: Account["attributes"]): Account => ({
  ...open,
  attributes: { ...open.attributes, ...attributes },
});

describe("a code goes", () => {
  test("to the address, in the form in which addresses are compared, verified or not", () => {
    expect(chooseRecipient(open, "email", rules)).toEqual({
      channel: "email",
      address: "ada@example.com",
      locale: "de",
    });
    expect(chooseRecipient(having({ email_verified: "false" }), "email", rules)).toMatchObject({
      address: "ada@example.com",
    });
  });

  test.each(["true", "True"])("to a verified number of an allowed country: %s", (phone_number_verified) => {
    expect(chooseRecipient(having({ phone_number_verified }), "sms", rules)).toEqual({
      channel: "sms",
      address: NUMBER,
      locale: "de",
    });
  });
});

describe("no code goes", () => {
  test.each(["email", "sms"] as const)("by %s to an account that may not have one", (channel) => {
    expect(chooseRecipient(undefined, channel, rules)).toBe("no account");
    expect(chooseRecipient({ ...open, isOpen: false }, channel, rules)).toBe("account not open");
    const factors = ["SOFTWARE_TOKEN_MFA"];
    expect(chooseRecipient({ ...open, factors }, channel, rules)).toBe("second factor");
  });

  test("by mail if none is sent, or without an address", () => {
    expect(chooseRecipient(open, "email", { ...rules, isMailOn: false })).toBe("mail is off");
    expect(chooseRecipient(having({ email: undefined }), "email", rules)).toBe("no address");
    expect(chooseRecipient(open, "link", { ...rules, isMailOn: false })).toBe("mail is off");
    expect(chooseRecipient(open, "link", { ...rules, areLinksOn: false })).toBe("links are off");
    expect(chooseRecipient(open, "email", { ...rules, areLinksOn: false })).toMatchObject({
      channel: "email",
    });
  });

  test("by text message to a number that is missing, unverified or not of an allowed country", () => {
    expect(chooseRecipient(having({ phone_number: undefined }), "sms", rules)).toBe("no address");
    for (const phone_number_verified of [undefined, "false", ""]) {
      expect(chooseRecipient(having({ phone_number_verified }), "sms", rules)).toBe("number not verified");
    }
    for (const phone_number of ["+12025550123", "+19005550123", "0151"]) {
      expect(chooseRecipient(having({ phone_number }), "sms", rules)).toBe("country not allowed");
    }
    expect(chooseRecipient(open, "sms", { ...rules, smsCountries: [] })).toBe("country not allowed");
  });
});
