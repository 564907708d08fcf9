import {
  AdminListUserAuthEventsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  type ChallengeNameType,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  UpdateAuthEventFeedbackCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { answerChallenge } from "../../../support/clients/srp-client.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";
import { beginChoice, startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";

const guardedApp = () =>
  startCognitoApp({ pool: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" }, UserPoolTier: "PLUS" } });

const list = (app: CognitoApp, more: object = {}) =>
  app.server.admin.send(
    new AdminListUserAuthEventsCommand({ UserPoolId: app.poolId, Username: ADA, ...more }),
  );

test("a user's events are listed, newest first", async () => {
  const app = await guardedApp();
  await signUpConfirmed(app, ADA);
  const { AuthenticationResult } = await app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ADA, PASSWORD },
      UserContextData: { IpAddress: "192.0.2.7" },
    }),
  );
  await refusal(passwordSignIn(app, ADA, "Wrong-Horse-9"));
  await app.server.admin.send(new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA }));
  const { AuthEvents } = await list(app);
  expect(AuthEvents?.map(({ EventType, EventResponse }) => [EventType, EventResponse])).toEqual([
    ["ForgotPassword", "InProgress"],
    ["SignIn", "Fail"],
    ["SignIn", "Pass"],
    ["SignUp", "Pass"],
  ]);
  expect(AuthEvents?.[2]).toMatchObject({
    EventId: claimsOf(AuthenticationResult?.AccessToken).event_id,
    CreationDate: new Date(app.server.clock.now()),
    EventRisk: { RiskDecision: "NoRisk", CompromisedCredentialsDetected: false },
    ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Success" }],
    EventContextData: { IpAddress: "192.0.2.7" },
  });
  const first = await list(app, { MaxResults: 3 });
  const second = await list(app, { MaxResults: 3, NextToken: first.NextToken });
  expect([first.AuthEvents?.length, second.AuthEvents?.length, second.NextToken]).toEqual([3, 1, undefined]);
  expect(await refusal(list(app, { NextToken: "made-up" }))).toMatch(/^InvalidParameterException/);
});

test("SRP counts as a password, whether the user or the client chose it; a code is a second factor", async () => {
  const app = await startPasswordlessApp(undefined, {
    pool: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" }, UserPoolTier: "PLUS" },
  });
  await signUpConfirmed(app, ADA);
  const secret = Buffer.alloc(32, 9);
  const begin = (PREFERRED_CHALLENGE: string) => beginChoice(app, ADA, { PREFERRED_CHALLENGE });
  const respond = (ChallengeName: ChallengeNameType, Session?: string, responses: object = {}) =>
    app.server.admin.send(
      new RespondToAuthChallengeCommand({
        ClientId: app.clientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: ADA, ...responses },
      }),
    );
  const asked = await begin("PASSWORD_SRP");
  const srp = await respond("PASSWORD_SRP", asked.Session, { SRP_A: power(g, secret).toString(16) });
  const proof = answerChallenge(app, secret, srp.ChallengeParameters ?? {}, { password: PASSWORD });
  await respond("PASSWORD_VERIFIER", srp.Session, proof);
  const mailed = await begin("EMAIL_OTP");
  await respond("EMAIL_OTP", mailed.Session, { EMAIL_OTP_CODE: lastCode(app, ADA) });

  const { AuthEvents = [] } = await list(app);
  const summaries = AuthEvents.map(({ EventType, EventResponse, ChallengeResponses }) => [
    EventType,
    EventResponse,
    ChallengeResponses?.[0]?.ChallengeName,
  ]);
  expect(summaries).toEqual([
    ["SignIn", "Pass", "Mfa"],
    ["SignIn", "InProgress", "Password"],
    ["SignIn", "Pass", "Password"],
    ["SignIn", "InProgress", "Password"],
    ["SignIn", "InProgress", "Password"],
    ["SignUp", "Pass", undefined],
  ]);
});

test("an administrator can mark an event as valid or invalid", async () => {
  const app = await guardedApp();
  await signUpConfirmed(app, ADA);
  const judge = (EventId: string | undefined) =>
    app.server.admin.send(
      new AdminUpdateAuthEventFeedbackCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        EventId,
        FeedbackValue: "Invalid",
      }),
    );
  await judge((await list(app)).AuthEvents?.[0]?.EventId);
  expect((await list(app)).AuthEvents?.[0]?.EventFeedback).toMatchObject({
    FeedbackValue: "Invalid",
    Provider: "Admin",
  });
  expect(await refusal(judge("00000000-0000-4000-8000-000000000000"))).toBe(
    "ResourceNotFoundException: The event does not exist.",
  );
});

test("a user's feedback needs the token of a mail that is never sent", async () => {
  const app = await guardedApp();
  await signUpConfirmed(app, ADA);
  const feedback = new UpdateAuthEventFeedbackCommand({
    UserPoolId: app.poolId,
    Username: ADA,
    EventId: (await list(app)).AuthEvents?.[0]?.EventId,
    FeedbackToken: "a.b.c",
    FeedbackValue: "Valid",
  });
  expect(await refusal(app.server.admin.send(feedback))).toBe(
    "NotAuthorizedException: Invalid feedback token.",
  );
});

test("without threat protection no events are kept or returned", async () => {
  const app = await startCognitoApp();
  await signUpConfirmed(app, ADA);
  await passwordSignIn(app, ADA);
  expect(await refusal(list(app))).toMatch(/^UserPoolAddOnNotEnabledException/);
});
