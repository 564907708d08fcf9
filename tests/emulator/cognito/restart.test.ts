import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createClient, createPool } from "../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../support/worlds/cognito-server.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cognito-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("pools, clients, users, signing keys and page tokens survive a restart", async () => {
  const file = join(folder, "state.sqlite");
  const before = await startCognitoServer({ file });
  const UserPoolId = await createPool(before);
  await createPool(before);
  const ClientId = await createClient(before, UserPoolId);
  await before.admin.send(
    new AdminCreateUserCommand({ UserPoolId, Username: "ada@example.com", MessageAction: "SUPPRESS" }),
  );
  const keys = before.service.jwks(UserPoolId);
  const { NextToken } = await before.admin.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  await before.close();

  await using after = await startCognitoServer({ file });
  const user = await after.admin.send(new AdminGetUserCommand({ UserPoolId, Username: "ada@example.com" }));
  expect(user.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  expect(after.service.jwks(UserPoolId)).toEqual(keys);
  await expect(after.service.call("DescribeUserPoolClient", { UserPoolId, ClientId })).resolves.toMatchObject(
    {
      UserPoolClient: { ClientName: "test" },
    },
  );
  await expect(
    after.admin.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken })),
  ).resolves.toMatchObject({
    UserPools: [{ Name: "test" }],
  });
});

test("tracked sessions, their configuration and the tokens of each survive a restart", async () => {
  const file = join(folder, "state.sqlite");
  const before = await startCognitoServer({ file });
  const UserPoolId = await createPool(before);
  const ClientId = await createClient(before, UserPoolId, {
    ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  });
  const user = { UserPoolId, Username: "ada@example.com" };
  const PASSWORD = "Correct-Horse-9";
  await before.service.call("SetUserPoolSessionConfiguration", {
    UserPoolId,
    UserSessionTracking: "ENABLED",
    TokenSession: { MaxPerUser: 3 },
  });
  await before.service.call("AdminCreateUser", { ...user, MessageAction: "SUPPRESS" });
  await before.service.call("AdminSetUserPassword", { ...user, Password: PASSWORD, Permanent: true });
  const { AuthenticationResult } = await before.service.call("AdminInitiateAuth", {
    UserPoolId,
    ClientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: user.Username, PASSWORD },
  });
  const { Sessions: [session] = [] } = await before.service.call("AdminListUserSessions", user);
  await before.close();

  await using after = await startCognitoServer({ file });
  const tracking = await after.service.call("GetUserPoolSessionConfiguration", { UserPoolId });
  expect(tracking).toMatchObject({ UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 3 } });
  const { Sessions } = await after.service.call("AdminListUserSessions", user);
  expect(Sessions).toEqual([session]);
  await after.service.call("AdminRevokeUserSession", { ...user, SessionId: String(session?.SessionId) });
  const RefreshToken = String(AuthenticationResult?.RefreshToken);
  await expect(after.service.call("GetTokensFromRefreshToken", { ClientId, RefreshToken })).rejects.toThrow(
    "Refresh Token has been revoked",
  );
});
