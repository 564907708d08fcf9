/** GetClientToken: tokens for machines by the API, beside client credentials at the token endpoint. */
import {
  AddUserPoolClientSecretCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteResourceServerCommand,
  type ExplicitAuthFlowsType,
  GetClientTokenCommand,
  type GetClientTokenCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../../support/worlds/cognito-app.ts";
import { startWorld, type World } from "../../../support/worlds/world.ts";

/** The SDK's type does not have it yet. */
const CLIENT_TOKENS = "ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType;

const SCOPES = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));

async function addMachine(
  { admin, poolId }: World,
  settings: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<{ readonly ClientId: string; readonly Secret: string }> {
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: "machine",
      GenerateSecret: true,
      ExplicitAuthFlows: [CLIENT_TOKENS],
      AllowedOAuthScopes: ["api/read", "api/write", "aws.cognito/dcr/register"],
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: "minutes" },
      ...settings,
    }),
  );
  return { ClientId: UserPoolClient?.ClientId ?? "", Secret: UserPoolClient?.ClientSecret ?? "" };
}

async function startMachines(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld(options);
  await world.admin.send(
    new CreateResourceServerCommand({
      UserPoolId: world.poolId,
      Identifier: "api",
      Name: "api",
      Scopes: SCOPES,
    }),
  );
  return world;
}

let world: World;
let machine: { readonly ClientId: string; readonly Secret: string };
beforeAll(async () => {
  world = await startMachines();
  machine = await addMachine(world);
});

const ask = async (input: Partial<GetClientTokenCommandInput> = {}) =>
  (await world.admin.send(new GetClientTokenCommand({ ...machine, ...input }))).ClientAuthenticationResult;

test("gives a machine's access token with all scopes of resource servers that the client has", async () => {
  const result = await ask();
  expect(result).toEqual({ AccessToken: expect.any(String), ExpiresIn: 900, TokenType: "Bearer" });
  const claims = claimsOf(result?.AccessToken ?? "");
  expect(claims).toMatchObject({
    sub: machine.ClientId,
    client_id: machine.ClientId,
    token_use: "access",
    scope: "api/read api/write",
    version: 2,
  });
  expect(claims).not.toHaveProperty("username");
});

test("needs no AWS signature", async () => {
  const answer = await fetch(world.cloud.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.GetClientToken",
    },
    body: JSON.stringify(machine),
  });
  expect(await answer.json()).toHaveProperty("ClientAuthenticationResult.AccessToken");
});

test("gives fewer scopes on request, and refuses others", async () => {
  const one = await ask({ Scopes: ["api/read", "api/read"] });
  expect(claimsOf(one?.AccessToken ?? "").scope).toBe("api/read");
  for (const scope of ["api/other", "openid", "aws.cognito/dcr/register"]) {
    await expect(ask({ Scopes: ["api/read", scope] })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  }
});

test("refuses a wrong secret, and takes each active one", async () => {
  await expect(ask({ Secret: "x".repeat(52) })).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(ask({ ClientId: "unknown" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const { ClientSecretDescriptor } = await world.admin.send(
    new AddUserPoolClientSecretCommand({ UserPoolId: world.poolId, ClientId: machine.ClientId }),
  );
  expect(await ask({ Secret: ClientSecretDescriptor?.ClientSecretValue })).toBeDefined();
});

test("refuses clients without the flow, also those of the token endpoint", async () => {
  const other = await addMachine(world, {
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["client_credentials"],
  });
  await expect(ask(other)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "CLIENT_TOKEN_AUTH flow not enabled for this client",
  });
});

test("a scope whose resource server is gone is not given", async () => {
  const own = await startMachines();
  const client = await addMachine(own);
  await own.admin.send(new DeleteResourceServerCommand({ UserPoolId: own.poolId, Identifier: "api" }));
  const { ClientAuthenticationResult } = await own.admin.send(new GetClientTokenCommand(client));
  expect(claimsOf(ClientAuthenticationResult?.AccessToken ?? "").scope).toBe("");
});

describe("the flow", () => {
  const refused = { name: "InvalidParameterException" };

  test("is the only one of its client, which has a secret", async () => {
    const others = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ADMIN_NO_SRP_AUTH"] as const;
    for (const flow of others) {
      await expect(addMachine(world, { ExplicitAuthFlows: [CLIENT_TOKENS, flow] })).rejects.toMatchObject(
        refused,
      );
    }
    await expect(addMachine(world, { GenerateSecret: false })).rejects.toMatchObject(refused);
  });
});

test("the trigger is told the client's metadata, and may change claims and scopes", async () => {
  const events: Record<string, unknown>[] = [];
  const own = await startMachines({
    pool: {
      LambdaConfig: {
        PreTokenGenerationConfig: {
          LambdaVersion: "V3_0",
          LambdaArn: "arn:aws:lambda:us-east-1:000000000000:function:tokens",
        },
      },
    },
    lambdas: {
      invoke: async (_name, event) => {
        events.push(event as Record<string, unknown>);
        const response = {
          claimsAndScopeOverrideDetails: {
            accessTokenGeneration: {
              claimsToAddOrOverride: { tenant: "acme" },
              scopesToSuppress: ["api/write"],
            },
          },
        };
        return { kind: "result", payload: { ...(event as object), response } };
      },
    },
  });
  const client = await addMachine(own);
  const { ClientAuthenticationResult } = await own.admin.send(
    new GetClientTokenCommand({ ...client, ClientMetadata: { order: "7" } }),
  );
  expect(claimsOf(ClientAuthenticationResult?.AccessToken ?? "")).toMatchObject({
    tenant: "acme",
    scope: "api/read",
  });
  expect(events).toEqual([
    expect.objectContaining({
      triggerSource: "TokenGeneration_ClientCredentials",
      userName: "ClientCredentials",
      request: expect.objectContaining({ clientMetadata: { order: "7" }, scopes: ["api/read", "api/write"] }),
    }),
  ]);
});
