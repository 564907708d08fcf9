import {
  AdminDeleteUserCommand,
  AdminDisableProviderForUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { TRIGGER_ARN } from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  lastCode,
  PASSWORD,
  passwordSignIn,
  refusal,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  configureMfa,
  givePhone,
  on,
  PHONE,
  prefer,
  respond,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const NEW_PASSWORD = "Another-Horse-9";

interface Waiting {
  readonly app: CognitoApp;
  /** Of an earlier sign-in. */
  readonly AccessToken: string;
  /** Gives the right code. */
  readonly finish: () => Promise<string>;
}

async function waitForAuthenticator(): Promise<Waiting> {
  const app = await startMfaApp("OPTIONAL");
  const { AccessToken } = await tokensOf(app, ADA);
  const phone = await setUpTotp(app, AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: on });
  const asked = await passwordSignIn(app, ADA);
  expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const code = { SOFTWARE_TOKEN_MFA_CODE: phone.code() };
  return { app, AccessToken, finish: () => refusal(respond(app, asked, "SOFTWARE_TOKEN_MFA", code)) };
}

async function waitForText(): Promise<Waiting> {
  const app = await startMfaApp("OPTIONAL");
  const { AccessToken } = await tokensOf(app, ADA);
  await givePhone(app);
  await prefer(app, { SMSMfaSettings: on });
  const asked = await passwordSignIn(app, ADA);
  expect(asked.ChallengeName).toBe("SMS_MFA");
  const code = { SMS_MFA_CODE: lastCode(app, PHONE) };
  return { app, AccessToken, finish: () => refusal(respond(app, asked, "SMS_MFA", code)) };
}

async function forgetPassword(app: CognitoApp): Promise<void> {
  const client = { ClientId: app.clientId, Username: ADA };
  await app.server.admin.send(new ForgotPasswordCommand(client));
  await app.server.admin.send(
    new ConfirmForgotPasswordCommand({
      ...client,
      ConfirmationCode: lastCode(app, ADA),
      Password: NEW_PASSWORD,
    }),
  );
}

const endings: readonly (readonly [string, (waiting: Waiting) => Promise<unknown>])[] = [
  [
    "its user changes the password",
    ({ app, AccessToken }) =>
      app.server.admin.send(
        new ChangePasswordCommand({
          AccessToken,
          PreviousPassword: PASSWORD,
          ProposedPassword: NEW_PASSWORD,
        }),
      ),
  ],
  ["its user resets a forgotten password", ({ app }) => forgetPassword(app)],
  [
    "its user signs out everywhere",
    ({ app, AccessToken }) => app.server.admin.send(new GlobalSignOutCommand({ AccessToken })),
  ],
  [
    "an administrator sets the password, even the same one",
    ({ app }) =>
      app.server.admin.send(
        new AdminSetUserPasswordCommand({ ...ada(app), Password: PASSWORD, Permanent: true }),
      ),
  ],
  [
    "an administrator resets the password",
    ({ app }) => app.server.admin.send(new AdminResetUserPasswordCommand(ada(app))),
  ],
  [
    "an administrator removes the password",
    ({ app }) =>
      app.server.admin.send(
        new AdminDisableProviderForUserCommand({
          UserPoolId: app.poolId,
          User: { ProviderName: "Cognito", ProviderAttributeValue: ADA },
        }),
      ),
  ],
  [
    "an administrator signs the user out",
    ({ app }) => app.server.admin.send(new AdminUserGlobalSignOutCommand(ada(app))),
  ],
  [
    "an administrator disables the user",
    ({ app }) => app.server.admin.send(new AdminDisableUserCommand(ada(app))),
  ],
  [
    "an administrator disables and enables the user",
    async ({ app }) => {
      await app.server.admin.send(new AdminDisableUserCommand(ada(app)));
      await app.server.admin.send(new AdminEnableUserCommand(ada(app)));
    },
  ],
  [
    "an administrator deletes the user",
    ({ app }) => app.server.admin.send(new AdminDeleteUserCommand(ada(app))),
  ],
];

describe.each([
  ["an authenticator's code", waitForAuthenticator],
  ["a text message", waitForText],
] as const)("a sign-in that waits for %s", (_, wait) => {
  test.each(endings)("ends when %s", async (_what, end) => {
    const waiting = await wait();
    await end(waiting);
    expect(await waiting.finish()).toBe(INVALID);
  });

  test("continues otherwise", async () => {
    expect(await (await wait()).finish()).toBe("not refused");
  });
});

test("a sign-in that waits for a factor to be set up ends with a global sign-out", async () => {
  const app = await startMfaApp("OPTIONAL");
  await configureMfa(app, "ON", ["SMS", "EMAIL"]);
  const { ChallengeName, Session } = await passwordSignIn(app, ADA);
  expect(ChallengeName).toBe("MFA_SETUP");
  await app.server.admin.send(new AdminUserGlobalSignOutCommand(ada(app)));
  expect(await refusal(app.server.admin.send(new AssociateSoftwareTokenCommand({ Session })))).toBe(INVALID);
});

test("a sign-in ends with a global sign-out while its last function runs", async () => {
  const app: CognitoApp = await startMfaApp("OFF", {
    pool: { LambdaConfig: { PostAuthentication: TRIGGER_ARN } },
    trigger: async (event) => {
      await app.server.admin.send(new AdminUserGlobalSignOutCommand(ada(app)));
      return event;
    },
  });
  expect(await refusal(passwordSignIn(app, ADA))).toBe(INVALID);
});
