import { expect, test } from "@jest/globals";
import { readExternalIdentity } from "../../../../libs/federation/external-identity.ts";

const read = (userName: string) => readExternalIdentity(userName, ["OIDC"]);

test.each([
  ["Google_117012", "Google", "117012"],
  ["google_117012", "Google", "117012"],
  ["facebook_1015", "Facebook", "1015"],
  ["signinwithapple_001234.0abc.0123", "SignInWithApple", "001234.0abc.0123"],
  ["oidc_00-11_22", "OIDC", "00-11_22"],
  ["oidc_0b5cbd33-7d5c-4e47-bb35-1f3a6a4b0c1d", "OIDC", "0b5cbd33-7d5c-4e47-bb35-1f3a6a4b0c1d"],
])("%s is a user of %s", (userName, provider, subject) => {
  expect(read(userName)).toEqual({ provider, subject });
});

test.each([
  "google",
  "google_",
  "_117012",
  "",
  "stranger_117012",
  "oidc_AbCdEf",
  "oidc_abcdef",
  "oidc_é",
  "oidc_0b5cbd33-7d5c-4e47-bb35-1f3a6a4b0c1d-x",
])("%p is ambiguous", (userName) => {
  expect(read(userName)).toBeUndefined();
});
