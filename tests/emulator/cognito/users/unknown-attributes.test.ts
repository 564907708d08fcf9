/** An attribute that the pool's schema lacks, from a client with and without a list of what it may write. */
import {
  CreateUserPoolClientCommand,
  DeleteUserAttributesCommand,
  InitiateAuthCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { PASSWORD, refusal, signUpConfirmed, startCognitoApp } from "../../../support/worlds/cognito-app.ts";

const UNAUTHORIZED = "NotAuthorizedException: A client attempted to write unauthorized attribute";

const app = await startCognitoApp({ pool: { Schema: [{ Name: "team", AttributeDataType: "String" }] } });
let limited: string;
beforeAll(async () => {
  const { UserPoolClient } = await app.server.admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientName: "limited",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      WriteAttributes: ["email", "name"],
    }),
  );
  limited = UserPoolClient?.ClientId ?? "";
  await signUpConfirmed(app, "ada@example.com");
});

const listOf = (...names: readonly string[]) => names.map((Name) => ({ Name, Value: "x" }));

const signUpWith = (ClientId: string, names: readonly string[]) =>
  app.server.admin.send(
    new SignUpCommand({
      ClientId,
      Username: "new@example.com",
      Password: PASSWORD,
      UserAttributes: listOf(...names),
    }),
  );

async function tokenOf(ClientId: string): Promise<string | undefined> {
  const { AuthenticationResult } = await app.server.admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
    }),
  );
  return AuthenticationResult?.AccessToken;
}

describe.each(["custom:ghost", "ghost", "Email", "dev:custom:team", "custom:custom:team", "identity"])(
  "%s",
  (name) => {
    const line = `${name}: Attribute does not exist in the schema.\n`;

    test("at sign-up", async () => {
      expect(await refusal(signUpWith(app.clientId, [name]))).toBe(
        `InvalidParameterException: Attributes did not conform to the schema: ${line}`,
      );
      expect(await refusal(signUpWith(limited, [name]))).toBe(UNAUTHORIZED);
    });

    test("with an access token", async () => {
      const UserAttributes = listOf(name);
      const update = async (client: string) =>
        app.server.admin.send(
          new UpdateUserAttributesCommand({ AccessToken: await tokenOf(client), UserAttributes }),
        );
      const remove = async (client: string) =>
        app.server.admin.send(
          new DeleteUserAttributesCommand({ AccessToken: await tokenOf(client), UserAttributeNames: [name] }),
        );
      for (const write of [update, remove]) {
        expect(await refusal(write(app.clientId))).toBe(`InvalidParameterException: user.${line}`);
        expect(await refusal(write(limited))).toBe(UNAUTHORIZED);
      }
    });
  },
);

test("several are named, one per line", async () => {
  expect(await refusal(signUpWith(app.clientId, ["custom:one", "custom:two"]))).toBe(
    "InvalidParameterException: Attributes did not conform to the schema: custom:one: Attribute does not exist in the schema.\ncustom:two: Attribute does not exist in the schema.\n",
  );
});

test("an attribute of the schema that the client may not write is unauthorized, even along with an unknown one", async () => {
  for (const names of [["custom:team"], ["email_verified"], ["custom:ghost", "custom:team"]]) {
    expect(await refusal(signUpWith(app.clientId, names))).toBe(UNAUTHORIZED);
  }
});
