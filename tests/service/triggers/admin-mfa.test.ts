import {
  AdminAddUserToGroupCommand,
  AdminLinkProviderForUserCommand,
  AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { authenticatorOf } from "../../support/clients/authenticator-app.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { PASSWORD, register, signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const OWN = "aws.cognito.signin.user.admin api/profile api/files";
const SUPPORT = `${OWN} api/users.read`;
const ADMIN = `${OWN} api/users.read api/users.write api/audit.read`;

let world: TriggerWorld;

beforeAll(async () => {
  world = await startTriggerWorld({ ADMIN_MFA: "required" });
  await world.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: world.poolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  await world.admin.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: world.poolId,
      ClientId: world.clientId,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
      EnableTokenRevocation: true,
    }),
  );
});

async function registerIn(group: string, email: string): Promise<string> {
  const sub = await register(world, email);
  await world.admin.send(
    new AdminAddUserToGroupCommand({ UserPoolId: world.poolId, Username: sub, GroupName: group }),
  );
  return sub;
}

const scopeOf = (token: string | undefined) => claimsOf(token).scope;

/** Sets an authenticator app up with the token that the user has, and makes it the second factor. */
async function setUpTotp(AccessToken: string) {
  const { SecretCode = "" } = await world.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const app = authenticatorOf(SecretCode, () => world.cloud.clock.now());
  await world.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: app.earlierCode() }));
  await world.admin.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
  return app;
}

test.each(["admins", "support"])(
  "in %s a sign-in without a second factor has only the scopes of every account",
  async (group) => {
    await registerIn(group, `bare-${group}@example.com`);
    const tokens = await signIn(world, `bare-${group}@example.com`);
    expect(scopeOf(tokens?.AccessToken)).toBe(OWN);
    expect(claimsOf(tokens?.AccessToken)["cognito:groups"]).toContain(group);
  },
);

test("the first administrator can set up a factor, refresh, and sign in with it", async () => {
  const email = "root@example.com";
  await register(world, email);
  const first = await signIn(world, email);
  expect(scopeOf(first?.AccessToken)).toBe(OWN);
  const app = await setUpTotp(first?.AccessToken ?? "");
  const { AuthenticationResult: refreshed } = await world.admin.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: world.clientId, RefreshToken: first?.RefreshToken }),
  );
  expect(scopeOf(refreshed?.AccessToken)).toBe(ADMIN);
  const { ChallengeName, Session } = await world.admin.send(
    new InitiateAuthCommand({
      ClientId: world.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  expect(ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const { AuthenticationResult: second } = await world.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: world.clientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: app.code() },
    }),
  );
  expect(scopeOf(second?.AccessToken)).toBe(ADMIN);
});

test("an administrator whose factor is removed loses the scopes with the next token", async () => {
  await registerIn("support", "sue@example.com");
  const first = await signIn(world, "sue@example.com");
  await setUpTotp(first?.AccessToken ?? "");
  const refresh = (RefreshToken: string | undefined) =>
    world.admin.send(new GetTokensFromRefreshTokenCommand({ ClientId: world.clientId, RefreshToken }));
  const { AuthenticationResult: second } = await refresh(first?.RefreshToken);
  expect(scopeOf(second?.AccessToken)).toBe(SUPPORT);
  await world.admin.send(
    new SetUserMFAPreferenceCommand({
      AccessToken: second?.AccessToken,
      SoftwareTokenMfaSettings: { Enabled: false },
    }),
  );
  const { AuthenticationResult: third } = await refresh(second?.RefreshToken);
  expect(scopeOf(third?.AccessToken)).toBe(OWN);
});

test("an app that is set up but not turned on is not a second factor", async () => {
  await registerIn("admins", "idle@example.com");
  const AccessToken = (await signIn(world, "idle@example.com"))?.AccessToken;
  const { SecretCode = "" } = await world.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const app = authenticatorOf(SecretCode, () => world.cloud.clock.now());
  await world.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: app.code() }));
  expect(scopeOf((await signIn(world, "idle@example.com"))?.AccessToken)).toBe(OWN);
});

test("an identity of a provider signs in without a second factor, so it removes the scopes", async () => {
  const sub = await registerIn("admins", "linked@example.com");
  const first = await signIn(world, "linked@example.com");
  await setUpTotp(first?.AccessToken ?? "");
  await world.admin.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId: world.poolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: sub },
      SourceUser: {
        ProviderName: "Google",
        ProviderAttributeName: "Cognito_Subject",
        ProviderAttributeValue: "1001",
      },
    }),
  );
  const { AuthenticationResult: refreshed } = await world.admin.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: world.clientId, RefreshToken: first?.RefreshToken }),
  );
  expect(scopeOf(refreshed?.AccessToken)).toBe(OWN);
});

test("while Cognito does not answer, the scopes are left out, and the operator is informed", async () => {
  await registerIn("admins", "dark@example.com");
  const { fetch } = globalThis;
  const asked: string[] = [];
  const faults = jest.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const target = new Request(input, init).headers.get("x-amz-target") ?? "";
    asked.push(target);
    if (!target.endsWith(".AdminGetUser")) return fetch(input, init);
    return Promise.resolve(Response.json({ __type: "AccessDeniedException" }, { status: 400 }));
  });
  output.mockClear();
  const tokens = await signIn(world, "dark@example.com").finally(() => faults.mockRestore());
  expect(asked.some((target) => target.endsWith(".AdminGetUser"))).toBe(true);
  expect(scopeOf(tokens?.AccessToken)).toBe(OWN);
  expect(output.mock.calls.join("")).toContain("second factor not looked up");
});

test("accounts without access to others' data need no call", async () => {
  await register(world, "plain@example.com");
  const asked: string[] = [];
  const { fetch } = globalThis;
  const spy = jest.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    asked.push(new Request(input, init).headers.get("x-amz-target") ?? "");
    return fetch(input, init);
  });
  const tokens = await signIn(world, "plain@example.com").finally(() => spy.mockRestore());
  expect(scopeOf(tokens?.AccessToken)).toBe(OWN);
  expect(asked.filter((target) => target.includes("CognitoIdentityProvider"))).toEqual([]);
});
