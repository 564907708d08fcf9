import { createHmac } from "node:crypto";
import {
  AddUserPoolClientSecretCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  ListUserPoolClientSecretsCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { type CognitoApp, PASSWORD, refusal, startCognitoApp } from "../../../support/worlds/cognito-app.ts";

const ADA = "ada@example.com";

async function confidentialApp() {
  const app = await startCognitoApp({ client: { GenerateSecret: true } });
  const ada = { UserPoolId: app.poolId, Username: ADA };
  await app.server.admin.send(new AdminCreateUserCommand({ ...ada, MessageAction: "SUPPRESS" }));
  await app.server.admin.send(
    new AdminSetUserPasswordCommand({ ...ada, Password: PASSWORD, Permanent: true }),
  );
  return { app, first: app.clientSecret ?? "", client: { UserPoolId: app.poolId, ClientId: app.clientId } };
}

const signIn = (app: CognitoApp, secret: string) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: {
        USERNAME: ADA,
        PASSWORD,
        SECRET_HASH: createHmac("sha256", secret).update(`${ADA}${app.clientId}`).digest("base64"),
      },
    }),
  );

test("a second secret is valid along with the first, and alone once the first is deleted", async () => {
  const { app, first, client } = await confidentialApp();
  const added = await app.server.admin.send(new AddUserPoolClientSecretCommand(client));
  const second = added.ClientSecretDescriptor?.ClientSecretValue ?? "";
  expect(second).toMatch(/^[a-z0-9]{52}$/);
  for (const secret of [first, second]) {
    expect((await signIn(app, secret)).AuthenticationResult).toBeDefined();
  }
  const { ClientSecrets = [] } = await app.server.admin.send(new ListUserPoolClientSecretsCommand(client));
  expect(ClientSecrets).toHaveLength(2);
  expect(JSON.stringify(ClientSecrets)).not.toContain(second);
  const described = async () =>
    (await app.server.admin.send(new DescribeUserPoolClientCommand(client))).UserPoolClient?.ClientSecret;
  expect(await described()).toBe(first);

  const [{ ClientSecretId } = {}] = ClientSecrets;
  const remove = (id: string | undefined) =>
    app.server.admin.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId: id }));
  const tokens = (await signIn(app, second)).AuthenticationResult;
  await remove(ClientSecretId);
  expect(await described()).toBeUndefined();
  expect(await refusal(signIn(app, first))).toMatch(/^NotAuthorizedException: Unable to verify secret hash/);
  expect((await signIn(app, second)).AuthenticationResult).toBeDefined();
  const revoke = (ClientSecret: string) =>
    refusal(
      app.server.admin.send(
        new RevokeTokenCommand({ ClientId: app.clientId, Token: tokens?.RefreshToken, ClientSecret }),
      ),
    );
  expect(await revoke(first)).toMatch(/^UnauthorizedException/);
  expect(await revoke(second)).toBe("not refused");
  expect(await refusal(remove(ClientSecretId))).toBe(
    "ResourceNotFoundException: Client secret does not exist.",
  );
  expect(await refusal(remove(ClientSecrets[1]?.ClientSecretId))).toBe(
    "InvalidParameterException: The last secret of an app client can't be deleted.",
  );
});

test("a custom secret is not returned; a client has two at most; a public client has none", async () => {
  const { app, client } = await confidentialApp();
  const add = (more: object = {}) =>
    app.server.admin.send(new AddUserPoolClientSecretCommand({ ...client, ...more }));
  const own = await add({ ClientSecret: "a-secret-of-ones-own-1234".replaceAll("-", "_") });
  expect(own.ClientSecretDescriptor).not.toHaveProperty("ClientSecretValue");
  expect(await refusal(add())).toBe("LimitExceededException: An app client can have two secrets at most.");
  const open = await startCognitoApp();
  const publicClient = { UserPoolId: open.poolId, ClientId: open.clientId };
  expect(await refusal(open.server.admin.send(new AddUserPoolClientSecretCommand(publicClient)))).toBe(
    "InvalidParameterException: The app client has no secret: it is a public client.",
  );
  expect(
    await refusal(
      open.server.admin.send(new ListUserPoolClientSecretsCommand({ ...publicClient, NextToken: "made-up" })),
    ),
  ).toMatch(/^InvalidParameterException/);
});
