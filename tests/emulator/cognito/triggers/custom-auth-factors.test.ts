import { randomBytes } from "node:crypto";
import {
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { answerChallenge } from "../../../support/clients/srp-client.ts";
import { TRIGGER_ARN, type TriggerEvent } from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  lastCode,
  PASSWORD,
  refusal,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  authenticator,
  configureMfa,
  givePhone,
  on,
  prefer,
  respond,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

/** Password, then Cognito's second factors, then one riddle. */
async function startCustomMfaApp() {
  const sessions: unknown[] = [];
  const trigger = (event: TriggerEvent) => {
    const session = event.request.session as readonly { readonly challengeName: string }[];
    const responses: Record<string, () => Record<string, unknown>> = {
      DefineAuthChallenge_Authentication: () => {
        sessions.push(session.map(({ challengeName }) => challengeName));
        const last = session.at(-1)?.challengeName;
        if (last === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
        return last === "CUSTOM_CHALLENGE" ? { issueTokens: true } : { challengeName: "CUSTOM_CHALLENGE" };
      },
      VerifyAuthChallengeResponse_Authentication: () => ({ answerCorrect: true }),
    };
    return { ...event, response: { ...event.response, ...responses[event.triggerSource]?.() } };
  };
  const app = await startMfaApp("OPTIONAL", {
    trigger,
    pool: {
      LambdaConfig: {
        DefineAuthChallenge: TRIGGER_ARN,
        CreateAuthChallenge: TRIGGER_ARN,
        VerifyAuthChallengeResponse: TRIGGER_ARN,
      },
    },
    client: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH"] },
  });
  return { app, sessions };
}

async function verifyPassword(app: CognitoApp) {
  const secret = randomBytes(32);
  const SRP_A = power(g, secret).toString(16);
  const { ChallengeParameters = {} } = await app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME: ADA, CHALLENGE_NAME: "SRP_A", SRP_A },
    }),
  );
  return app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: answerChallenge(app, secret, ChallengeParameters, { password: PASSWORD }),
    }),
  );
}

const answerRiddle = async (app: CognitoApp, step: { readonly Session?: string | undefined }) =>
  (await respond(app, step, "CUSTOM_CHALLENGE", { ANSWER: "please" })).AuthenticationResult;

test("the user chooses one of several factors, then the functions continue", async () => {
  const { app, sessions } = await startCustomMfaApp();
  await givePhone(app);
  await prefer(app, { SMSMfaSettings: on, EmailMfaSettings: on });
  const choice = await verifyPassword(app);
  expect(choice).toMatchObject({ ChallengeName: "SELECT_MFA_TYPE" });
  const asked = await respond(app, choice, "SELECT_MFA_TYPE", { ANSWER: "EMAIL_OTP" });
  const riddle = await respond(app, asked, "EMAIL_OTP", { EMAIL_OTP_CODE: lastCode(app, ADA) });
  expect(riddle).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
  expect(await answerRiddle(app, riddle)).toBeDefined();
  expect(sessions).toEqual([
    ["SRP_A"],
    ["SRP_A", "PASSWORD_VERIFIER", "EMAIL_OTP"],
    ["SRP_A", "PASSWORD_VERIFIER", "EMAIL_OTP", "CUSTOM_CHALLENGE"],
  ]);
});

test("a wrong code does not reach the functions", async () => {
  const { app, sessions } = await startCustomMfaApp();
  const phone = await setUpTotp(app, (await tokensOf(app, ADA)).AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: on });
  const asked = await verifyPassword(app);
  expect(asked).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
  const wrong = { SOFTWARE_TOKEN_MFA_CODE: phone.wrongCode() };
  expect(await refusal(respond(app, asked, "SOFTWARE_TOKEN_MFA", wrong))).toMatch(/^CodeMismatchException/);
  expect(sessions).toEqual([["SRP_A"]]);
});

test("a required factor is set up before the functions continue", async () => {
  const { app, sessions } = await startCustomMfaApp();
  await configureMfa(app, "ON", ["SMS", "EMAIL"]);
  const setup = await verifyPassword(app);
  expect(setup).toMatchObject({ ChallengeName: "MFA_SETUP" });
  const { SecretCode, Session } = await app.server.admin.send(
    new AssociateSoftwareTokenCommand({ Session: setup.Session }),
  );
  const UserCode = authenticator(app, SecretCode).code();
  const verified = await app.server.admin.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  const riddle = await respond(app, verified, "MFA_SETUP");
  expect(await answerRiddle(app, riddle)).toBeDefined();
  expect(sessions[1]).toEqual(["SRP_A", "PASSWORD_VERIFIER", "MFA_SETUP"]);
});

test("without a password only the functions' challenges are asked", async () => {
  const { app, sessions } = await startCustomMfaApp();
  await prefer(app, { EmailMfaSettings: on });
  const riddle = await app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME: ADA },
    }),
  );
  expect(riddle).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
  expect(await answerRiddle(app, riddle)).toBeDefined();
  expect(sessions).toEqual([[], ["CUSTOM_CHALLENGE"]]);
});
