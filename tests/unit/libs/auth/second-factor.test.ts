import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Scope } from "../../../../libs/auth/permissions.ts";
import type { scopesBySecondFactor } from "../../../../libs/auth/second-factor.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

const SCOPES: readonly Scope[] = ["api/profile", "api/users.read"];
const OWN: readonly Scope[] = ["api/profile"];

let aws: AwsEndpoint;
let reduce: typeof scopesBySecondFactor;

beforeAll(async () => {
  aws = await startAwsEndpoint();
  ({ scopesBySecondFactor: reduce } = await import("../../../../libs/auth/second-factor.ts"));
});
afterAll(() => aws.stop());

/** The scopes that remain for a user as Cognito describes it, and the names of the reported errors. */
async function scopesOf(user: object, scopes = SCOPES) {
  aws.received.length = 0;
  aws.answer(() => ({ status: 200, body: JSON.stringify(user) }));
  const errors: unknown[] = [];
  const holder = { userPoolId: "us-east-1_Ab12Cd34E", username: "root" };
  return { scopes: await reduce(scopes, holder, (error) => errors.push(error)), errors };
}

const withIdentities = (Value: string) => [{ Name: "identities", Value }];
const MFA = { UserStatus: "CONFIRMED", UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] };

describe("if administrators need a second factor, an administrator", () => {
  test("with one keeps all scopes", async () => {
    expect(await scopesOf(MFA)).toEqual({ scopes: SCOPES, errors: [] });
    expect(await scopesOf({ ...MFA, UserAttributes: withIdentities("[]") })).toEqual({
      scopes: SCOPES,
      errors: [],
    });
    expect(aws.received).toMatchObject([
      {
        headers: { "x-amz-target": "AWSCognitoIdentityProviderService.AdminGetUser" },
        body: JSON.stringify({ UserPoolId: "us-east-1_Ab12Cd34E", Username: "root" }),
      },
    ]);
  });

  test.each([
    ["without one", { UserStatus: "CONFIRMED" }],
    ["who turned it off", { UserStatus: "CONFIRMED", UserMFASettingList: [] }],
    [
      "with a linked identity of a provider, which asks for no factor of ours",
      { ...MFA, UserAttributes: withIdentities('[{"providerName":"Google"}]') },
    ],
    ["of a provider", { ...MFA, UserStatus: "EXTERNAL_PROVIDER" }],
  ])("%s keeps those for the own account, and nothing is reported", async (_who, user) => {
    expect(await scopesOf(user)).toEqual({ scopes: OWN, errors: [] });
  });

  test("keeps those for the own account if the look-up fails, which is reported", async () => {
    aws.answer(() => ({
      status: 400,
      headers: { "x-amzn-errortype": "ResourceNotFoundException" },
      body: "{}",
    }));
    const errors: unknown[] = [];
    const holder = { userPoolId: "us-east-1_Ab12Cd34E", username: "root" };
    expect(await reduce(SCOPES, holder, (error) => errors.push(error))).toEqual(OWN);
    expect(errors).toMatchObject([{ name: "ResourceNotFoundException" }]);
  });
});

test("a user without administrative scopes costs no call", async () => {
  expect(await scopesOf(MFA, OWN)).toEqual({ scopes: OWN, errors: [] });
  expect(aws.received).toEqual([]);
});
