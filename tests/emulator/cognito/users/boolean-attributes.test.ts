/** Boolean attributes keep the value as written, and are true or false in any case of letters. */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ForgotPasswordCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  claimsOf,
  PASSWORD,
  passwordSignIn,
  refusal,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

let people = 0;
const app = await startCognitoApp({
  pool: {
    UsernameAttributes: undefined,
    AliasAttributes: ["email"],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    Schema: [{ Name: "beta", AttributeDataType: "Boolean" }],
  },
  client: { ReadAttributes: ["email", "email_verified", "custom:beta"] },
});

async function create(more: Readonly<Record<string, string>>) {
  people += 1;
  const user = { Username: `user${people}`, email: `user${people}@example.com` };
  const UserAttributes = Object.entries({ email: user.email, ...more }).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  const { admin } = app.server;
  const { Username } = user;
  const UserPoolId = app.poolId;
  await admin.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
  );
  const Password = PASSWORD;
  await admin.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  return user;
}

async function attributesOf(Username: string): Promise<Record<string, string | undefined>> {
  const command = new AdminGetUserCommand({ UserPoolId: app.poolId, Username });
  const { UserAttributes = [] } = await app.server.admin.send(command);
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

describe.each(["true", "True", "TRUE", "tRuE"])("%s", (yes) => {
  test("is returned as written by every operation", async () => {
    const { Username } = await create({ email_verified: yes, "custom:beta": yes });
    expect(await attributesOf(Username)).toMatchObject({ email_verified: yes, "custom:beta": yes });
    const { Users } = await app.server.admin.send(
      new ListUsersCommand({ UserPoolId: app.poolId, Filter: `username = "${Username}"` }),
    );
    expect(Users?.[0]?.Attributes).toContainEqual({ Name: "email_verified", Value: yes });
  });

  test("verifies the address: it can be used for sign-in and recovery, and is verified in the token", async () => {
    const { email } = await create({ email_verified: yes, "custom:beta": yes });
    const { IdToken } = await tokensOf(app, email);
    expect(claimsOf(IdToken)).toMatchObject({ email_verified: true, "custom:beta": yes });
    const command = new ForgotPasswordCommand({ ClientId: app.clientId, Username: email });
    await app.server.admin.send(command);
    expect(app.server.outbox.at(-1)).toMatchObject({ to: email });
  });

  test("with a new address verifies it, without a code", async () => {
    const { Username } = await create({ email_verified: "true" });
    const email = `new-${Username}@example.com`;
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: yes },
        ],
      }),
    );
    expect(await attributesOf(Username)).toMatchObject({ email, email_verified: yes });
    expect((await passwordSignIn(app, email)).AuthenticationResult).toBeDefined();
  });
});

test.each(["false", "False", "FALSE"])("%s is stored and verifies nothing", async (no) => {
  const { Username, email } = await create({ email_verified: no });
  expect(await attributesOf(Username)).toMatchObject({ email_verified: no });
  expect(await refusal(passwordSignIn(app, email))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
  expect(claimsOf((await tokensOf(app, Username)).IdToken)).toMatchObject({ email_verified: false });
});

test.each(["yes", "1", "0", " true", "true ", "truefalse"])("%j is refused", async (neither) => {
  expect(await refusal(create({ email_verified: neither }))).toMatch(/^InvalidParameterException: /);
  expect(await refusal(create({ "custom:beta": neither }))).toMatch(/^InvalidParameterException: /);
});
