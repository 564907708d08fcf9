import {
  GetTokensFromRefreshTokenCommand,
  type LambdaConfigType,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { appWithTriggers, respondingWith, TRIGGER_ARN } from "../../../support/worlds/app-with-triggers.ts";
import {
  claimsOf,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

describe("PreTokenGeneration", () => {
  const versionOne = { PreTokenGeneration: TRIGGER_ARN };
  const versionTwo = {
    PreTokenGeneration: TRIGGER_ARN,
    PreTokenGenerationConfig: { LambdaArn: TRIGGER_ARN, LambdaVersion: "V2_0" as const },
  };

  async function signInWith(config: LambdaConfigType, response: Record<string, unknown>) {
    const { app, events } = await appWithTriggers(config, respondingWith(response));
    await signUpConfirmed(app, "ada@example.com");
    const tokens = await tokensOf(app, "ada@example.com");
    return { app, events, tokens, id: claimsOf(tokens.IdToken), access: claimsOf(tokens.AccessToken) };
  }

  test("version one changes the ID token's claims and the groups of both", async () => {
    const { events, id, access } = await signInWith(versionOne, {
      claimsOverrideDetails: {
        claimsToAddOrOverride: { plan: "gold", email: "other@example.com", sub: "forged" },
        claimsToSuppress: ["email_verified"],
        groupOverrideDetails: { groupsToOverride: ["vip"], iamRolesToOverride: [], preferredRole: null },
      },
    });
    expect(events[0]).toMatchObject({ version: "1", response: { claimsOverrideDetails: null } });
    expect(id).toMatchObject({ plan: "gold", email: "other@example.com", "cognito:groups": ["vip"] });
    expect(id.sub).not.toBe("forged");
    expect(id).not.toHaveProperty("email_verified");
    expect(access).toMatchObject({ "cognito:groups": ["vip"] });
    expect(access).not.toHaveProperty("plan");
  });

  test("version two changes both tokens and the scopes", async () => {
    const { events, id, access } = await signInWith(versionTwo, {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { tenants: ["a", "b"] } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: { id: 7 }, client_id: "forged" },
          scopesToAdd: ["api/profile", "api/files", "aws.cognito.forged"],
          scopesToSuppress: [],
        },
      },
    });
    expect(events[0]).toMatchObject({
      version: "2",
      request: {
        scopes: ["aws.cognito.signin.user.admin"],
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(id.tenants).toEqual(["a", "b"]);
    expect(access).toMatchObject({
      tenant: { id: 7 },
      scope: "aws.cognito.signin.user.admin api/profile api/files",
    });
    expect(access.client_id).toBe(id.aud);
  });

  test("runs again at every refresh", async () => {
    const { app, events, tokens } = await signInWith(versionTwo, {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ["api/profile"] } },
    });
    const { AuthenticationResult } = await app.server.admin.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: app.clientId,
        RefreshToken: tokens.RefreshToken,
        ClientMetadata: { reason: "refresh" },
      }),
    );
    expect(claimsOf(AuthenticationResult?.AccessToken).scope).toBe(
      "aws.cognito.signin.user.admin api/profile",
    );
    expect(events.at(-1)).toMatchObject({
      triggerSource: "TokenGeneration_RefreshTokens",
      request: { clientMetadata: { reason: "refresh" } },
    });
  });

  test.each([
    [
      "version one, a claim that is not a string",
      versionOne,
      { claimsOverrideDetails: { claimsToAddOrOverride: { n: 1 } } },
      'claimsOverrideDetails.claimsToAddOrOverride["n"] must be a string in version V1_0 of the event, and is the number 1',
    ],
    [
      "version two, scopes that are not a list",
      versionTwo,
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: "api/files" } } },
      'claimsAndScopeOverrideDetails.accessTokenGeneration.scopesToAdd must be a list of strings, or null, and is the string "api/files"',
    ],
    [
      "version two, a scope with a space in it",
      versionTwo,
      {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { scopesToAdd: ["api/files api/users.write"] },
        },
      },
      'claimsAndScopeOverrideDetails.accessTokenGeneration.scopesToAdd[0] must be a scope, without spaces, quotes and backslashes, and is the string "api/files api/users.write"',
    ],
    [
      "version two, groups that are not an object",
      versionTwo,
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: ["admins"] } },
      "claimsAndScopeOverrideDetails.groupOverrideDetails must be an object, or null, and is a list",
    ],
    [
      "version two, a preferred role that is not a string",
      versionTwo,
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: { preferredRole: {} } } },
      "claimsAndScopeOverrideDetails.groupOverrideDetails.preferredRole must be a string, or null, and is an object",
    ],
    [
      "version two, a group that is not a string",
      versionTwo,
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride: ["users", null] } } },
      "claimsAndScopeOverrideDetails.groupOverrideDetails.groupsToOverride[1] must be a string, and is null",
    ],
  ])("refuses %s, and tells the developer", async (_what, config, response, problem) => {
    const { app } = await appWithTriggers(config, respondingWith(response));
    await signUpConfirmed(app, "ada@example.com");
    expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe(
      "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
    expect(app.server.oddResponses).toEqual([`PreTokenGeneration: response.${problem}`]);
  });
});
