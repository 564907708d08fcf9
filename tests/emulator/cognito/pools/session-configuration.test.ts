import {
  CreateUserPoolCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { type CognitoApp, refusal, startCognitoApp } from "../../../support/worlds/cognito-app.ts";

const poolOf = async ({ server }: CognitoApp, UserPoolId: string) => {
  const { $metadata: _, ...configuration } = await server.admin.send(
    new GetUserPoolSessionConfigurationCommand({ UserPoolId }),
  );
  return configuration;
};

const set = (
  { server }: CognitoApp,
  UserPoolId: string,
  MaxPerUser: number,
  UserSessionTracking: "ENABLED" | "DISABLED" = "ENABLED",
) =>
  server.admin.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId,
      UserSessionTracking,
      TokenSession: { MaxPerUser },
    }),
  );

const setClient = ({ server, poolId }: CognitoApp, ClientId: string, MaxValidityMinutes: number) =>
  server.admin.send(
    new SetUserPoolClientSessionConfigurationCommand({
      UserPoolId: poolId,
      ClientId,
      SSOSession: { MaxValidityMinutes },
    }),
  );

const clientOf = async ({ server, poolId }: CognitoApp, ClientId: string) => {
  const { SSOSession } = await server.admin.send(
    new GetUserPoolClientSessionConfigurationCommand({ UserPoolId: poolId, ClientId }),
  );
  return SSOSession?.MaxValidityMinutes;
};

describe("a pool", () => {
  test("tracks no sessions at first, and then as it is told, whole each time", async () => {
    const app = await startCognitoApp();
    const { poolId: UserPoolId } = app;
    expect(await poolOf(app, UserPoolId)).toEqual({
      UserPoolId,
      UserSessionTracking: "DISABLED",
      TokenSession: { MaxPerUser: 20 },
    });
    const answer = await set(app, UserPoolId, 5);
    const expected = { UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 5 } };
    expect(answer).toMatchObject(expected);
    expect(await poolOf(app, UserPoolId)).toEqual(expected);
    await set(app, UserPoolId, 7, "DISABLED");
    expect(await poolOf(app, UserPoolId)).toMatchObject({
      UserSessionTracking: "DISABLED",
      TokenSession: { MaxPerUser: 7 },
    });
  });

  test("can't on the Lite plan, with a limit outside 1 to 100, or if it is unknown", async () => {
    const app = await startCognitoApp();
    const { UserPool } = await app.server.admin.send(
      new CreateUserPoolCommand({ PoolName: "lite", UserPoolTier: "LITE" }),
    );
    expect(await refusal(set(app, String(UserPool?.Id), 5))).toMatch(/^FeatureUnavailableInTierException: /);
    expect(await refusal(set(app, app.poolId, 0))).toMatch(/^InvalidParameterException: 1 validation error/);
    expect(await refusal(set(app, app.poolId, 101))).toMatch(
      /^InvalidParameterException: 1 validation error/,
    );
    expect(await refusal(set(app, "us-east-1_none", 5))).toMatch(/^ResourceNotFoundException: /);
    expect(await refusal(poolOf(app, "us-east-1_none"))).toMatch(/^ResourceNotFoundException: /);
  });
});

describe("a client", () => {
  test("reuses a browser's session for an hour, unless it is told another time", async () => {
    const app = await startCognitoApp();
    await set(app, app.poolId, 5);
    expect(await clientOf(app, app.clientId)).toBe(60);
    expect(await setClient(app, app.clientId, 0)).toMatchObject({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      SSOSession: { MaxValidityMinutes: 0 },
    });
    expect(await clientOf(app, app.clientId)).toBe(0);
  });

  test("keeps its setting while the pool does not track sessions, but can't be set", async () => {
    const app = await startCognitoApp();
    expect(await refusal(setClient(app, app.clientId, 5))).toMatch(/^OperationNotEnabledException: /);
    await set(app, app.poolId, 5);
    await setClient(app, app.clientId, 43_200);
    await set(app, app.poolId, 5, "DISABLED");
    expect(await clientOf(app, app.clientId)).toBe(43_200);
  });

  test("has at most 90 days, and must be the pool's", async () => {
    const app = await startCognitoApp();
    await set(app, app.poolId, 5);
    expect(await refusal(setClient(app, app.clientId, 129_601))).toMatch(
      /^InvalidParameterException: 1 valid/,
    );
    expect(await refusal(setClient(app, "unknown", 5))).toMatch(/^ResourceNotFoundException: /);
    expect(await refusal(clientOf(app, "unknown"))).toMatch(/^ResourceNotFoundException: /);
  });
});
