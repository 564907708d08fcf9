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
