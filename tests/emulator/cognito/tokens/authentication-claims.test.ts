/** What `acr` and `amr` say after each kind of sign-in. */
import {
  AssociateSoftwareTokenCommand,
  CompleteWebAuthnRegistrationCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  StartWebAuthnRegistrationCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { createSoftwareAuthenticator } from "../../../support/clients/software-authenticator.ts";
import { appWithTriggers, respondingWith, TRIGGER_ARN } from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  passwordSignIn,
  signUpConfirmed,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  authenticator,
  givePhone,
  on,
  PHONE,
  prefer,
  respond,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";
import { loa, startStepUpApp, stepUp } from "../../../support/worlds/step-up-app.ts";

interface Answer {
  readonly AuthenticationResult?: { readonly AccessToken?: string | undefined } | undefined;
}

function authenticationIn({ AuthenticationResult }: Answer) {
  const { acr, amr } = claimsOf(AuthenticationResult?.AccessToken);
  return { acr, amr };
}

/** Signs in with a passkey of an authenticator of this kind. */
async function signInWithPasskey(app: CognitoApp, authenticatorAttachment: string, target = {}) {
  const { AccessToken } = await tokensOf(app, ADA);
  const key = createSoftwareAuthenticator();
  const page = { rpId: "localhost", origin: "http://localhost:5173" };
  const { CredentialCreationOptions } = await app.server.admin.send(
    new StartWebAuthnRegistrationCommand({ AccessToken }),
  );
  const { challenge } = CredentialCreationOptions as { challenge: string };
  const Credential = { ...key.create({ ...page, challenge }), authenticatorAttachment };
  await app.server.admin.send(
    new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as never }),
  );
  const begun = await stepUp(app, { PREFERRED_CHALLENGE: "WEB_AUTHN", ...target });
  const options = JSON.parse(begun.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "{}");
  return respond(app, begun, "WEB_AUTHN", {
    CREDENTIAL: JSON.stringify(key.get({ ...page, challenge: options.challenge })),
  });
}

describe("a first factor", () => {
  test.each([
    ["platform", "swk"],
    ["cross-platform", "hwk"],
  ])("passkey of a %s authenticator", async (attachment, method) => {
    const app = await startStepUpApp();
    const target = { TARGET_ACR_VALUES: loa(3) };
    const answer = await signInWithPasskey(app, attachment, target);
    expect(authenticationIn(answer)).toEqual({ acr: loa(3), amr: [method] });
  });

  test("code by text message", async () => {
    const app = await startStepUpApp();
    await givePhone(app);
    const begun = await stepUp(app, { PREFERRED_CHALLENGE: "SMS_OTP" });
    const answer = await respond(app, begun, "SMS_OTP", { SMS_OTP_CODE: lastCode(app, PHONE) });
    expect(authenticationIn(answer)).toEqual({ acr: loa(2), amr: ["sms"] });
  });

  test("code of a sign-up that was confirmed just now", async () => {
    const app = await startStepUpApp();
    const NEW = "new@example.com";
    const { ClientId } = { ClientId: app.clientId };
    const { Session } = await app.server.admin.send(new SignUpCommand({ ClientId, Username: NEW }));
    const confirmed = await app.server.admin.send(
      new ConfirmSignUpCommand({ ClientId, Username: NEW, ConfirmationCode: lastCode(app, NEW), Session }),
    );
    const answer = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: NEW, TARGET_ACR_VALUES: `${loa(3)} ${loa(2)}` },
        Session: confirmed.Session,
      }),
    );
    expect(authenticationIn(answer)).toEqual({ acr: loa(2), amr: ["email_otp"] });
  });
});

describe("a password and a second factor", () => {
  test.each([
    ["SMS_MFA", "SMSMfaSettings", PHONE, "sms"],
    ["EMAIL_OTP", "EmailMfaSettings", ADA, "email_otp"],
  ] as const)("%s", async (factor, settings, address, method) => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { [settings]: on });
    const challenge = await passwordSignIn(app, ADA);
    const answer = await respond(app, challenge, factor, { [`${factor}_CODE`]: lastCode(app, address) });
    expect(authenticationIn(answer)).toEqual({ acr: loa(3), amr: ["pwd", method, "mfa"] });
  });

  test("an authenticator app that is set up on the way", async () => {
    const app = await startMfaApp("ON", { without: ["SMS", "EMAIL"] });
    const challenge = await passwordSignIn(app, ADA);
    const { session, phone } = await associate(app, challenge.Session);
    expect(phone.code()).toMatch(/^\d{6}$/);
    const answer = await respond(app, { Session: session }, "MFA_SETUP");
    expect(authenticationIn(answer)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
  });
});

test("a challenge of the pool's own functions satisfies no level: there is no claim", async () => {
  const triggers = {
    DefineAuthChallenge: TRIGGER_ARN,
    CreateAuthChallenge: TRIGGER_ARN,
    VerifyAuthChallengeResponse: TRIGGER_ARN,
  };
  const { app } = await appWithTriggers(
    triggers,
    (event) => {
      const session = (event.request.session ?? []) as unknown[];
      return respondingWith({
        issueTokens: session.length > 0,
        challengeName: "CUSTOM_CHALLENGE",
        answerCorrect: true,
      })(event);
    },
    { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] },
  );
  await signUpConfirmed(app, ADA);
  const ClientId = app.clientId;
  const { Session } = await app.server.admin.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: ADA } }),
  );
  const answer = await app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      Session,
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeResponses: { USERNAME: ADA, ANSWER: "yes" },
    }),
  );
  expect(claimsOf(answer.AuthenticationResult?.AccessToken)).not.toHaveProperty("acr");
  expect(claimsOf(answer.AuthenticationResult?.IdToken)).not.toHaveProperty("amr");
});

test("no function changes the claims", async () => {
  const forged = { acr: loa(4), amr: ["otp"] };
  const changes = { claimsToAddOrOverride: forged, claimsToSuppress: ["acr", "amr"] };
  const { app } = await appWithTriggers(
    {
      PreTokenGeneration: TRIGGER_ARN,
      PreTokenGenerationConfig: { LambdaArn: TRIGGER_ARN, LambdaVersion: "V2_0" },
    },
    respondingWith({
      claimsAndScopeOverrideDetails: { idTokenGeneration: changes, accessTokenGeneration: changes },
    }),
  );
  await signUpConfirmed(app, ADA);
  const { AccessToken, IdToken } = await tokensOf(app, ADA, PASSWORD);
  for (const token of [AccessToken, IdToken]) {
    expect(claimsOf(token)).toMatchObject({ acr: loa(1), amr: ["pwd"] });
  }
});

/** Sets an authenticator app up within the session of MFA_SETUP. */
async function associate(app: CognitoApp, Session: string | undefined) {
  const { admin } = app.server;
  const associated = await admin.send(new AssociateSoftwareTokenCommand({ Session }));
  const phone = authenticator(app, associated.SecretCode);
  const verified = await admin.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: phone.code() }),
  );
  return { session: verified.Session, phone };
}
