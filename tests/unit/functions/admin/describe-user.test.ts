import { expect, test } from "@jest/globals";
import { describeUser } from "../../../../functions/admin/describe-user.ts";

const withIdentities = (Value: string | undefined) =>
  describeUser({
    Attributes: [
      { Name: "sub", Value: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d" },
      ...(Value === undefined ? [] : [{ Name: "identities", Value }]),
    ],
    UserStatus: "EXTERNAL_PROVIDER",
  });

const identity = (providerName: string, userId: string) => ({
  userId,
  providerName,
  providerType: providerName,
  issuer: null,
  primary: "true",
  dateCreated: "1787992402000",
});

test("a user's identity providers are listed once each, without other data of the identities", () => {
  const identities = [identity("Google", "1"), identity("Google", "2"), identity("SAML", "x")];
  expect(withIdentities(JSON.stringify(identities))).toMatchObject({
    status: "EXTERNAL_PROVIDER",
    identityProviders: ["Google", "SAML"],
  });
});

test.each([undefined, "[]", "", "no JSON", "null", '{"providerName":"Google"}', '[{"providerName":7}]'])(
  "identities %p are ignored",
  (identities) => {
    expect(withIdentities(identities)).not.toHaveProperty("identityProviders");
  },
);
