/**
 * Step-up authentication with USER_AUTH
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#cognito-user-pools-step-up-user-auth).
 */
import {
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CreateUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  givePhone,
  OWN_SENDER,
  on,
  PHONE,
  prefer,
  respond,
} from "../../../support/worlds/mfa-app.ts";
import {
  loa,
  moveToLite,
  startStepUpApp,
  stepUp,
  stepUpAsAdmin,
  withAuthenticatorApp,
} from "../../../support/worlds/step-up-app.ts";

const MET =
  "InvalidParameterException: The access token already satisfies the requested authentication level.";
const OUT_OF_REACH =
  "NotAuthorizedException: User has no authentication factors that satisfy the requested authentication level.";

/** The claims about the authentication, which both tokens have. */
function authenticationIn({ IdToken, AccessToken }: AuthenticationResultType = {}) {
  const [id, access] = [claimsOf(IdToken), claimsOf(AccessToken)];
  expect([id.acr, id.amr, id.auth_time]).toEqual([access.acr, access.amr, access.auth_time]);
  return { acr: id.acr, amr: id.amr };
}

const codeOf = (app: CognitoApp, challenge: { Session?: string | undefined }, code: string) =>
  respond(app, challenge, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });

describe("with an access token", () => {
  test("only the missing factor is asked for, and new tokens have the higher level", async () => {
    const app = await startStepUpApp();
    const { AccessToken, RefreshToken, phone } = await withAuthenticatorApp(app);
    expect(claimsOf(AccessToken)).toMatchObject({ acr: loa(1), amr: ["pwd"] });

    const challenge = await stepUp(app, { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken });
    expect(challenge).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const { AuthenticationResult: higher } = await codeOf(app, challenge, phone.code());
    expect(authenticationIn(higher)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
    expect(higher?.RefreshToken).not.toBe(RefreshToken);
    expect(claimsOf(higher?.AccessToken).auth_time).toBe(Math.floor(app.server.clock.now() / 1000));
    expect(claimsOf(higher?.AccessToken).origin_jti).not.toBe(claimsOf(AccessToken).origin_jti);
    // "The access token itself remains valid."
    await app.server.admin.send(new GetUserCommand({ AccessToken }));
  });

  test("a refresh keeps level, methods and auth_time, even if the level has another name since", async () => {
    const app = await startStepUpApp();
    const { AccessToken, phone } = await withAuthenticatorApp(app);
    const challenge = await stepUp(app, { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken });
    const { AuthenticationResult } = await codeOf(app, challenge, phone.code());
    const before = claimsOf(AuthenticationResult?.AccessToken);
    await nameLevel4(app, "urn:example:strong");
    app.server.clock.advance(600_000);
    const refreshed = await app.server.admin.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: app.clientId,
        RefreshToken: AuthenticationResult?.RefreshToken,
      }),
    );
    const after = claimsOf(refreshed.AuthenticationResult?.AccessToken);
    expect(authenticationIn(refreshed.AuthenticationResult)).toEqual({
      acr: loa(4),
      amr: ["pwd", "otp", "mfa"],
    });
    expect([after.auth_time, Number(after.iat) - Number(before.iat)]).toEqual([before.auth_time, 600]);
  });

  test("MAX_AGE that is over discards the token's factors; one that is not, or none, keeps them", async () => {
    const app = await startStepUpApp();
    const { AccessToken } = await withAuthenticatorApp(app);
    const parameters = { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken };
    const nameFor = async (MAX_AGE: string) => (await stepUp(app, { ...parameters, MAX_AGE })).ChallengeName;
    // The authenticator app was set up a minute after the sign-in.
    expect(await nameFor("60")).toBe("SOFTWARE_TOKEN_MFA");
    expect(await nameFor("59")).toBe("SELECT_CHALLENGE");
    const fresh = await stepUp(app, { ...parameters, MAX_AGE: "0" });
    expect(fresh.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });

  test("with MAX_AGE over, a token of the level does not satisfy it: everything is asked for again", async () => {
    const app = await startStepUpApp();
    const { AccessToken } = await tokensOf(app, ADA);
    const parameters = { TARGET_ACR_VALUES: loa(1), ACCESS_TOKEN: AccessToken };
    expect(await refusal(stepUp(app, parameters))).toBe(MET);
    app.server.clock.advance(301_000);
    const challenge = await stepUp(app, {
      ...parameters,
      MAX_AGE: "300",
      PREFERRED_CHALLENGE: "PASSWORD",
      PASSWORD,
    });
    expect(authenticationIn(challenge.AuthenticationResult)).toEqual({ acr: loa(1), amr: ["pwd"] });
  });

  test("a password that was changed since must be given again", async () => {
    const app = await startStepUpApp();
    const { AccessToken } = await withAuthenticatorApp(app);
    await app.server.admin.send(
      new AdminSetUserPasswordCommand({ ...ada(app), Password: "New-Horse-10", Permanent: false }),
    );
    const challenge = await stepUp(app, { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken });
    expect(challenge).toMatchObject({ ChallengeName: "SELECT_CHALLENGE" });
  });

  test.each([
    ["an access token without a target", { TARGET_ACR_VALUES: undefined }, /TARGET_ACR_VALUES is required/],
    ["an invalid access token", { ACCESS_TOKEN: "a.b.c" }, /^NotAuthorizedException: Invalid Access Token/],
    ["a level that is met", { TARGET_ACR_VALUES: loa(1) }, /already satisfies/],
    ["only unknown levels", { TARGET_ACR_VALUES: "gold silver" }, /no valid authentication level/],
    ["an empty list", { TARGET_ACR_VALUES: "" }, /no valid authentication level/],
    ["a MAX_AGE that is not a number", { MAX_AGE: "soon" }, /MAX_AGE must be/],
    ["a negative MAX_AGE", { MAX_AGE: "-1" }, /MAX_AGE must be/],
  ])("refuses %s", async (_, parameters, message) => {
    const app = await startStepUpApp();
    const { AccessToken } = await withAuthenticatorApp(app);
    const all = { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken, ...parameters };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    expect(await refusal(stepUp(app, Object.fromEntries(given) as Record<string, string>))).toMatch(message);
  });

  test("refuses another user's token, another client's, a revoked one, and an ID token", async () => {
    const app = await startStepUpApp();
    const { server, poolId } = app;
    const { IdToken } = await withAuthenticatorApp(app);
    await signUpConfirmed(app, "eve@example.com");
    const eve = await tokensOf(app, "eve@example.com");
    const { UserPoolClient } = await server.admin.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: "other",
        ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
      }),
    );
    const target = { TARGET_ACR_VALUES: loa(4) };
    const other = /^NotAuthorizedException: Access Token does not belong to the user/;
    expect(await refusal(stepUp(app, { ...target, ACCESS_TOKEN: eve.AccessToken }))).toMatch(other);
    const unknown = { ...target, USERNAME: "nobody@example.com", ACCESS_TOKEN: eve.AccessToken };
    expect(await refusal(stepUp(app, unknown))).toMatch(other);
    expect(await refusal(stepUp(app, { ...target, ACCESS_TOKEN: IdToken }))).toMatch(
      /^NotAuthorizedException/,
    );
    const ofSpa = await stepUp(app, { ...target, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    expect(ofSpa.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const own = { USERNAME: "eve@example.com", TARGET_ACR_VALUES: loa(2), ACCESS_TOKEN: eve.AccessToken };
    expect(await refusal(stepUp(app, own, UserPoolClient?.ClientId))).toMatch(other);
    await server.admin.send(new GlobalSignOutCommand({ AccessToken: eve.AccessToken }));
    expect(await refusal(stepUp(app, own))).toBe("NotAuthorizedException: Access Token has been revoked");
  });
});

describe("without an access token", () => {
  test("all factors of the level are asked for", async () => {
    const app = await startStepUpApp();
    const { phone } = await withAuthenticatorApp(app);
    const choice = await stepUp(app, { TARGET_ACR_VALUES: loa(4) });
    expect(choice).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
    });
    const password = await respond(app, choice, "SELECT_CHALLENGE", { ANSWER: "PASSWORD" });
    const second = await respond(app, password, "PASSWORD", { PASSWORD });
    expect(second).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const { AuthenticationResult } = await codeOf(app, second, phone.code());
    expect(authenticationIn(AuthenticationResult)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
  });

  test("falls back along the list to what the user can reach, and ignores unknown names", async () => {
    const app = await startStepUpApp();
    const list = `${loa(4)} urn:example:gold ${loa(2)} ${loa(1)}`;
    const { AvailableChallenges } = await stepUp(app, { TARGET_ACR_VALUES: list });
    expect(AvailableChallenges).toEqual(["EMAIL_OTP"]);
    const code = await stepUp(app, { TARGET_ACR_VALUES: list, PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const { AuthenticationResult } = await respond(app, code, "EMAIL_OTP", {
      EMAIL_OTP_CODE: lastCode(app, ADA),
    });
    expect(authenticationIn(AuthenticationResult)).toEqual({ acr: loa(2), amr: ["email_otp"] });
  });

  test("a first factor that does not lead to the level is not available", async () => {
    const app = await startStepUpApp();
    const { AccessToken } = await withAuthenticatorApp(app);
    const choice = await stepUp(app, { TARGET_ACR_VALUES: loa(4), PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(choice).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
    });
    expect(await refusal(respond(app, choice, "SELECT_CHALLENGE", { ANSWER: "EMAIL_OTP" }))).toMatch(
      /^InvalidParameterException/,
    );
    expect(claimsOf(AccessToken).acr).toBe(loa(1));
  });

  test("an administrator's sign-in takes the same parameters", async () => {
    const app = await startStepUpApp();
    const { AccessToken } = await withAuthenticatorApp(app);
    const parameters = { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken };
    expect(await stepUpAsAdmin(app, parameters)).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    expect(await refusal(stepUpAsAdmin(app, { ...parameters, TARGET_ACR_VALUES: "gold" }))).toMatch(
      /^InvalidParameterException/,
    );
  });

  test("a user without the factors is refused, and an unknown user like one with a password only", async () => {
    const app = await startStepUpApp();
    expect(await refusal(stepUp(app, { TARGET_ACR_VALUES: loa(4) }))).toBe(OUT_OF_REACH);
    const unknown = { USERNAME: "nobody@example.com" };
    expect(await refusal(stepUp(app, { ...unknown, TARGET_ACR_VALUES: loa(4) }))).toBe(OUT_OF_REACH);
    expect(await stepUp(app, { ...unknown, TARGET_ACR_VALUES: loa(2) })).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["EMAIL_OTP"],
    });
  });

  test("other flows do not know these parameters", async () => {
    const app = await startStepUpApp();
    const { AuthenticationResult } = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD, TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: "a.b.c" },
      }),
    );
    expect(authenticationIn(AuthenticationResult)).toEqual({ acr: loa(1), amr: ["pwd"] });
  });
});

describe("MFA is a floor", () => {
  test("a lower level does not suppress a second factor, and the tokens have the level that was reached", async () => {
    const app = await startStepUpApp();
    const { phone } = await withAuthenticatorApp(app);
    const begun = { TARGET_ACR_VALUES: loa(1), PREFERRED_CHALLENGE: "PASSWORD", PASSWORD };
    const challenge = await stepUp(app, begun);
    expect(challenge).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const { AuthenticationResult } = await codeOf(app, challenge, phone.code());
    expect(authenticationIn(AuthenticationResult).acr).toBe(loa(4));
  });

  test("of several second factors, only those that reach the level are asked for", async () => {
    const app = await startStepUpApp();
    await withAuthenticatorApp(app);
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: { ...on, PreferredMfa: true } });
    const begun = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD };
    const named = async (level: number) =>
      (await stepUp(app, { ...begun, TARGET_ACR_VALUES: loa(level) })).ChallengeName;
    expect([await named(4), await named(3), await named(1)]).toEqual([
      "SOFTWARE_TOKEN_MFA",
      "SMS_MFA",
      "SMS_MFA",
    ]);
  });

  test("without a preference the user selects among them", async () => {
    const app = await startStepUpApp();
    await withAuthenticatorApp(app);
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: on, EmailMfaSettings: on });
    const { AccessToken } = await tokensAfterSms(app);
    expect(claimsOf(AccessToken)).toMatchObject({ acr: loa(3), amr: ["pwd", "sms", "mfa"] });
    // Level 3 is met by the token; level 4 needs the authenticator app.
    expect(await refusal(stepUp(app, { TARGET_ACR_VALUES: loa(3), ACCESS_TOKEN: AccessToken }))).toBe(MET);
    const challenge = await stepUp(app, { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken });
    expect(challenge.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });
});

describe("all or nothing", () => {
  test("a wrong code gives no tokens, and a factor that is gone since ends the step-up", async () => {
    const app = await startStepUpApp();
    const { AccessToken, phone } = await withAuthenticatorApp(app);
    const parameters = { TARGET_ACR_VALUES: loa(4), ACCESS_TOKEN: AccessToken };
    const challenge = await stepUp(app, parameters);
    expect(await refusal(codeOf(app, challenge, phone.wrongCode()))).toMatch(/^CodeMismatchException/);
    const begun = await stepUp(app, { TARGET_ACR_VALUES: loa(4), PREFERRED_CHALLENGE: "PASSWORD" });
    await prefer(app, { SoftwareTokenMfaSettings: { Enabled: false } });
    expect(await refusal(respond(app, begun, "PASSWORD", { PASSWORD }))).toMatch(/^NotAuthorizedException/);
    expect(await refusal(stepUp(app, parameters))).toBe(OUT_OF_REACH);
  });
});

describe("the pool's names of the levels", () => {
  test("are what the client asks for, and what the tokens say", async () => {
    const app = await startStepUpApp();
    const { phone } = await withAuthenticatorApp(app);
    await nameLevel4(app, "urn:example:strong");
    expect(await refusal(stepUp(app, { TARGET_ACR_VALUES: loa(4) }))).toMatch(
      /no valid authentication level/,
    );
    const begun = { TARGET_ACR_VALUES: "urn:example:strong", PREFERRED_CHALLENGE: "PASSWORD", PASSWORD };
    const { AuthenticationResult } = await codeOf(app, await stepUp(app, begun), phone.code());
    expect(authenticationIn(AuthenticationResult).acr).toBe("urn:example:strong");
  });

  test("a token with a former name is credited with its factors, not with its level", async () => {
    const app = await startStepUpApp();
    const { AccessToken, phone } = await withAuthenticatorApp(app);
    await nameLevel4(app, "urn:example:strong", { Level1: { AcrValue: "urn:example:weak" } });
    const parameters = { TARGET_ACR_VALUES: "urn:example:strong", ACCESS_TOKEN: AccessToken };
    const challenge = await stepUp(app, parameters);
    expect(challenge.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await codeOf(app, challenge, phone.code());
    expect(authenticationIn(AuthenticationResult).acr).toBe("urn:example:strong");
  });
});

test("the LITE plan has no step-up; its tokens say what was reached all the same", async () => {
  const app = await startStepUpApp();
  await moveToLite(app);
  expect(await refusal(stepUp(app, { TARGET_ACR_VALUES: loa(1) }))).toMatch(
    /^FeatureUnavailableInTierException/,
  );
  expect(authenticationIn((await passwordSignIn(app, ADA)).AuthenticationResult).acr).toBe(loa(1));
});

const sending = { EmailConfiguration: OWN_SENDER, AutoVerifiedAttributes: ["email" as const] };

/** UpdateUserPool replaces all settings. */
const nameLevel4 = (app: CognitoApp, AcrValue: string, others = {}) =>
  app.server.admin.send(
    new UpdateUserPoolCommand({
      UserPoolId: app.poolId,
      ...sending,
      MfaConfiguration: "OPTIONAL",
      SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
      AcrConfiguration: { Level4: { AcrValue }, ...others },
    }),
  );

async function tokensAfterSms(app: CognitoApp) {
  const selection = await passwordSignIn(app, ADA);
  const challenge = await respond(app, selection, "SELECT_MFA_TYPE", { ANSWER: "SMS_MFA" });
  const { AuthenticationResult } = await respond(app, challenge, "SMS_MFA", {
    SMS_MFA_CODE: lastCode(app, PHONE),
  });
  return { AccessToken: AuthenticationResult?.AccessToken ?? "" };
}
