import {
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

const describePool = async (UserPoolId: string) =>
  (await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;

const notThere = (UserPoolId: string) => ({
  name: "ResourceNotFoundException",
  message: `User pool ${UserPoolId} does not exist.`,
});

describe("DescribeUserPool and UpdateUserPool", () => {
  test("an update is refused for the same reasons as a creation, in the pool's own region", async () => {
    const UserPoolId = await createPool(server);
    const update = (settings: object) =>
      server.admin.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
    await expect(
      update({ LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:000000000000:function:pre" } }),
    ).rejects.toMatchObject({
      message: "Cross-region lambda functions are not supported",
    });
    await expect(update({ EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } })).rejects.toMatchObject({
      message: "Source ARN is required to use DEVELOPER email sending owner",
    });
  });

  test("an update resets omitted settings, and keeps immutable ones", async () => {
    const id = await createPool(server, {
      LambdaConfig: { PreSignUp: "arn:aws:lambda:us-east-1:000000000000:function:pre" },
      Policies: { PasswordPolicy: { MinimumLength: 20 } },
      Schema: [{ Name: "tenant", AttributeDataType: "String" }],
    });
    server.clock.advance(1000);
    await server.admin.send(new UpdateUserPoolCommand({ UserPoolId: id, UserPoolTags: { team: "auth" } }));

    const pool = await describePool(id);
    expect(pool).toMatchObject({
      Name: "test",
      LambdaConfig: {},
      UserPoolTags: { team: "auth" },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(pool?.Policies?.PasswordPolicy?.MinimumLength).toBe(8);
    expect(pool?.AutoVerifiedAttributes).toBeUndefined();
    expect(pool?.SchemaAttributes).toHaveLength(21);
    expect(pool?.LastModifiedDate).toEqual(new Date(server.clock.now()));
    expect(pool?.CreationDate).toEqual(new Date(server.clock.now() - 1000));
  });

  test("an unknown pool", async () => {
    const UserPoolId = "us-east-1_NotThere1";
    await expect(describePool(UserPoolId)).rejects.toMatchObject(notThere(UserPoolId));
    await expect(server.admin.send(new UpdateUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(
      notThere(UserPoolId),
    );
  });
});

describe("DeleteUserPool", () => {
  test("deletes the pool with its clients", async () => {
    const id = await createPool(server);
    const clientId = await createClient(server, id);
    await server.admin.send(new DeleteUserPoolCommand({ UserPoolId: id }));
    await expect(describePool(id)).rejects.toMatchObject(notThere(id));
    await expect(
      server.service.call("DescribeUserPoolClient", {
        UserPoolId: await createPool(server),
        ClientId: clientId,
      }),
    ).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });

  test("refuses while deletion protection is on", async () => {
    const id = await createPool(server, { DeletionProtection: "ACTIVE" });
    await expect(server.admin.send(new DeleteUserPoolCommand({ UserPoolId: id }))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    });
  });
});

describe("ListUserPools", () => {
  test("pages through all pools, oldest first", async () => {
    await using own = await startCognitoServer();
    const ids = [await createPool(own), await createPool(own), await createPool(own)];
    const first = await own.admin.send(new ListUserPoolsCommand({ MaxResults: 2 }));
    const second = await own.admin.send(
      new ListUserPoolsCommand({ MaxResults: 2, NextToken: first.NextToken }),
    );
    expect([...(first.UserPools ?? []), ...(second.UserPools ?? [])].map(({ Id }) => Id)).toEqual(ids);
    expect(second.NextToken).toBeUndefined();
  });

  test("refuses a page token that it did not issue", async () => {
    await expect(
      server.admin.send(new ListUserPoolsCommand({ MaxResults: 2, NextToken: "eyJrZXkiOjF9" })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("SetUserPoolMfaConfig and GetUserPoolMfaConfig", () => {
  test("stores and returns factors", async () => {
    const UserPoolId = await createPool(server);
    const set = await server.admin.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    const got = await server.admin.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    for (const answer of [set, got]) {
      expect(answer).toMatchObject({
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      });
    }
    expect((await describePool(UserPoolId))?.MfaConfiguration).toBe("OPTIONAL");
  });

  test("an unknown pool", async () => {
    await expect(
      server.admin.send(new GetUserPoolMfaConfigCommand({ UserPoolId: "us-east-1_NotThere1" })),
    ).rejects.toMatchObject(notThere("us-east-1_NotThere1"));
  });
});
