/** What AWS refuses for users who are disabled or not confirmed, or who come from an identity provider. */
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const DISABLED = "NotAuthorizedException: User is disabled.";

const app = await startCognitoApp({ client: { PreventUserExistenceErrors: "LEGACY" } });

const of = (Username: string) => ({ UserPoolId: app.poolId, Username });
const send: CognitoApp["server"]["admin"]["send"] = (...args: [never]) => app.server.admin.send(...args);
const reset = (username: string) => send(new AdminResetUserPasswordCommand(of(username)));

/** Every kind of account; each is disabled afterwards. */
const ACCOUNTS: Readonly<Record<string, (email: string) => Promise<unknown>>> = {
  confirmed: (email) => signUpConfirmed(app, email),
  unconfirmed: (email) => signUp(app, email),
  invited: (email) => send(new AdminCreateUserCommand({ ...of(email), MessageAction: "SUPPRESS" })),
  "reset before": async (email) => {
    await signUpConfirmed(app, email);
    await reset(email);
  },
  unverified: async (email) => {
    await signUp(app, email);
    await send(new AdminSetUserPasswordCommand({ ...of(email), Password: PASSWORD, Permanent: true }));
  },
};

describe.each(Object.entries(ACCOUNTS))("a disabled account that is %s", (kind, make) => {
  const email = `${kind.replaceAll(" ", "-")}@example.com`;
  beforeAll(async () => {
    await make(email);
    await send(new AdminDisableUserCommand(of(email)));
  });

  test("AdminResetUserPassword changes nothing and sends nothing", async () => {
    const before = await send(new AdminGetUserCommand(of(email)));
    const sent = app.server.outbox.length;
    expect(await refusal(reset(email))).toBe(DISABLED);
    expect((await send(new AdminGetUserCommand(of(email)))).UserStatus).toBe(before.UserStatus);
    expect(app.server.outbox).toHaveLength(sent);
  });

  test("is refused in every sign-in flow, with the reason", async () => {
    expect(await refusal(passwordSignIn(app, email))).toBe(DISABLED);
    const asAdmin = new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
    });
    expect(await refusal(send(asAdmin))).toBe(DISABLED);
  });
});

test("a token of a user who was disabled since is refused until a new sign-in", async () => {
  const email = "token@example.com";
  await signUpConfirmed(app, email);
  const { AccessToken } = await tokensOf(app, email);
  await send(new AdminDisableUserCommand(of(email)));
  const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: "Another-Horse-1" };
  expect(await refusal(send(new ChangePasswordCommand(change)))).toBe(DISABLED);
  expect(await refusal(send(new GetUserCommand({ AccessToken })))).toBe(DISABLED);
  expect(await refusal(send(new ForgotPasswordCommand({ ClientId: app.clientId, Username: email })))).toBe(
    DISABLED,
  );
  await send(new AdminEnableUserCommand(of(email)));
  expect(await refusal(reset(email))).toBe("not refused");
});

test("AdminResetUserPassword of users who are not confirmed", async () => {
  const refused = "NotAuthorizedException: User password cannot be reset in the current state.";
  await signUp(app, "eager@example.com");
  expect(await refusal(reset("eager@example.com"))).toBe(refused);
  await send(new AdminCreateUserCommand({ ...of("guest@example.com"), MessageAction: "SUPPRESS" }));
  expect(await refusal(reset("guest@example.com"))).toBe(refused);
});
