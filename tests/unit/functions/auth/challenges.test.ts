import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createSoftwareAuthenticator } from "../../../support/clients/software-authenticator.ts";
import {
  COGNITO_TOKENS,
  type ModuleAnswer,
  Refusal,
  startAuthModule,
} from "../../../support/worlds/auth-module.ts";

const email = "jane@example.com";
const session = "s".repeat(20);
const { id, rawId, type, response, ...unchecked } = createSoftwareAuthenticator().get({
  challenge: "c",
  rpId: "example.com",
  origin: "https://example.com",
});
/** In the order in which the route writes them. */
const credential = { id, rawId, type, response, ...unchecked };

/** Data about the client that Cognito gets. */
const contextOf = (route: string) => ({
  IpAddress: "192.0.2.1",
  ServerName: "api.example.com",
  ServerPath: `/v1/auth/${route}`,
  HttpHeaders: [{ headerName: "User-Agent", headerValue: "test" }],
});

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule({ APP_NAME: "Test", MAIL_FROM: "no-reply@example.com" });
});

afterAll(() => auth.stop());

const inputsOf = (operation: string) =>
  auth.inputs().filter((_input, index) => auth.operations()[index] === operation);

/** What a client sends besides session and address, and what Cognito gets besides the name. */
const ANSWERS: readonly [challenge: string, sent: object, responses: object][] = [
  ["SMS_MFA", { code: "123456" }, { SMS_MFA_CODE: "123456" }],
  ["EMAIL_OTP", { code: "12345678" }, { EMAIL_OTP_CODE: "12345678" }],
  ["SMS_OTP", { code: "12345678" }, { SMS_OTP_CODE: "12345678" }],
  ["SOFTWARE_TOKEN_MFA", { code: " 123456 " }, { SOFTWARE_TOKEN_MFA_CODE: "123456" }],
  ["SELECT_MFA_TYPE", { factor: "SMS_MFA" }, { ANSWER: "SMS_MFA" }],
  ["SELECT_CHALLENGE", { factor: "WEB_AUTHN" }, { ANSWER: "WEB_AUTHN" }],
  ["SELECT_CHALLENGE", { factor: "PASSWORD", password: "p w" }, { ANSWER: "PASSWORD", PASSWORD: "p w" }],
  ["PASSWORD", { password: "p w" }, { PASSWORD: "p w" }],
  ["WEB_AUTHN", { credential }, { CREDENTIAL: JSON.stringify(credential) }],
  ["CUSTOM_CHALLENGE", { answer: "123456" }, { ANSWER: "123456" }],
  ["NEW_PASSWORD_REQUIRED", { newPassword: "Correct-horse-7" }, { NEW_PASSWORD: "Correct-horse-7" }],
];

describe.each(ANSWERS)("%s, answered by %p", (challenge, sent, responses) => {
  const answer = () => auth.post("challenge", { challenge, session, email, ...sent });

  test("is answered with Cognito's parameters", async () => {
    auth.awsAnswers({ AdminRespondToAuthChallenge: { AuthenticationResult: COGNITO_TOKENS } });
    expect(await answer()).toMatchObject({ status: 200, body: { tokens: { refreshToken: "r" } } });
    expect(inputsOf("AdminRespondToAuthChallenge")[0]).toEqual({
      UserPoolId: "us-east-1_Ab12Cd34E",
      ClientId: "1example23456789",
      ContextData: contextOf("challenge"),
      ChallengeName: challenge,
      Session: session,
      ChallengeResponses: { USERNAME: email, ...responses },
    });
  });

  test("accepts no member of another challenge", async () => {
    auth.awsAnswers({});
    const answered = await auth.post("challenge", { challenge, session, email, ...sent, extra: "1" });
    expect(answered).toMatchObject({ status: 400, body: { code: "validation_failed" } });
  });
});

describe("an authenticator app that is set up during a sign-in", () => {
  const body = { challenge: "MFA_SETUP", session, email, code: "123456", deviceName: "phone" };

  test("is started with the session, and named by application and address", async () => {
    auth.awsAnswers({ AssociateSoftwareToken: { SecretCode: "ABCDEFGH", Session: "next-session" } });
    const answer = await auth.post("mfa-setup", { session, email });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        secret: "ABCDEFGH",
        otpauthUri: "otpauth://totp/Test:jane%40example.com?secret=ABCDEFGH&issuer=Test",
        qrSvg: expect.stringMatching(/^<svg /),
        session: "next-session",
      },
    });
    expect(auth.inputs()).toEqual([{ Session: session }]);
  });

  test("is refused without a session that waits for it", async () => {
    auth.awsAnswers({ AssociateSoftwareToken: new Refusal("NotAuthorizedException") });
    const answer = await auth.post("mfa-setup", { session, email });
    expect(answer).toMatchObject({ status: 401, body: { code: "session_expired" } });
  });

  const verified = {
    VerifySoftwareToken: { Status: "SUCCESS", Session: "verified-session" },
    AdminRespondToAuthChallenge: { AuthenticationResult: COGNITO_TOKENS },
  };
  const owner = (verified: "true" | "false") => ({
    AdminGetUser: {
      Username: "jane",
      UserAttributes: [
        { Name: "sub", Value: "5b0a2d0e-1111-4222-8333-444455556666" },
        { Name: "email", Value: email },
        { Name: "email_verified", Value: verified },
        { Name: "locale", Value: "de" },
      ],
    },
    PutItem: {},
    UpdateItem: {},
    SendEmail: { MessageId: "1" },
  });
  test("verifies its first code, and continues with the session of that", async () => {
    auth.awsAnswers({ ...verified, ...owner("true") });
    expect(await auth.post("challenge", body)).toMatchObject({ status: 200 });
    expect(auth.inputs().slice(0, 2)).toEqual([
      { Session: session, UserCode: "123456", FriendlyDeviceName: "phone" },
      {
        UserPoolId: "us-east-1_Ab12Cd34E",
        ClientId: "1example23456789",
        ContextData: contextOf("challenge"),
        ChallengeName: "MFA_SETUP",
        Session: "verified-session",
        ChallengeResponses: { USERNAME: email },
      },
    ]);
  });

  test("is recorded, and its owner gets a mail in their language", async () => {
    auth.awsAnswers({ ...verified, ...owner("true") });
    expect(await auth.post("challenge", body)).toMatchObject({ status: 200, body: { tokens: {} } });
    const [mail] = inputsOf("SendEmail");
    expect(mail.Destination.ToAddresses).toEqual([email]);
    expect(mail.Content.Simple.Body.Text.Data).toMatch(
      /Zweiter Schritt: Ein\nZeit: .*\nIP-Adresse: 192\.0\.2\.1\n/,
    );
    expect(inputsOf("PutItem")).toContainEqual(
      expect.objectContaining({
        Item: expect.objectContaining({
          type: { S: "mfa_changed" },
          detail: { M: { enabled: { S: "totp" } } },
        }),
      }),
    );
  });

  test("sends no mail to an unverified address", async () => {
    auth.awsAnswers({ ...verified, ...owner("false") });
    expect(await auth.post("challenge", body)).toMatchObject({ status: 200 });
    expect(auth.operations()).not.toContain("SendEmail");
  });

  test("lets the user in even if the audit trail and the owner can't be reached", async () => {
    auth.awsAnswers(verified);
    expect(await auth.post("challenge", body)).toMatchObject({
      status: 200,
      body: { tokens: { refreshToken: "r" } },
    });
  });

  test.each([
    ["a wrong code", new Refusal("EnableSoftwareTokenMFAException")],
    ["a code that Cognito calls mismatched", new Refusal("CodeMismatchException")],
    ["a code that Cognito does not accept", { Status: "ERROR", Session: "x" }],
  ])("%s goes no further", async (_name, answer) => {
    auth.awsAnswers({ VerifySoftwareToken: answer });
    expect(await auth.post("challenge", body)).toMatchObject({
      status: 400,
      body: { code: "code_mismatch" },
    });
    // Only the refusal is counted.
    expect(auth.operations()).toEqual(["VerifySoftwareToken", "UpdateItem"]);
  });
});

test.each<[string, object, string, number, string]>([
  ["SMS_MFA", { code: "123456" }, "CodeMismatchException", 400, "code_mismatch"],
  ["SMS_MFA", { code: "123456" }, "ExpiredCodeException", 400, "code_expired"],
  ["SMS_MFA", { code: "123456" }, "NotAuthorizedException", 401, "session_expired"],
  ["SOFTWARE_TOKEN_MFA", { code: "123456" }, "EnableSoftwareTokenMFAException", 400, "code_mismatch"],
  [
    "SOFTWARE_TOKEN_MFA",
    { code: "123456" },
    "SoftwareTokenMFANotFoundException",
    400,
    "factor_not_available",
  ],
  ["SELECT_MFA_TYPE", { factor: "SMS_MFA" }, "MFAMethodNotFoundException", 400, "factor_not_available"],
  ["SELECT_MFA_TYPE", { factor: "SMS_MFA" }, "CodeDeliveryFailureException", 503, "code_delivery_failed"],
  ["PASSWORD", { password: "x" }, "NotAuthorizedException", 401, "invalid_credentials"],
  ["PASSWORD", { password: "x" }, "UserNotFoundException", 401, "invalid_credentials"],
  ["WEB_AUTHN", { credential }, "NotAuthorizedException", 400, "passkey_refused"],
  ["WEB_AUTHN", { credential }, "WebAuthnOriginNotAllowedException", 400, "passkey_refused"],
  ["CUSTOM_CHALLENGE", { answer: "1" }, "UserLambdaValidationException", 403, "request_refused"],
  ["CUSTOM_CHALLENGE", { answer: "1" }, "UnexpectedLambdaException", 503, "service_unavailable"],
  ["CUSTOM_CHALLENGE", { answer: "1" }, "TooManyRequestsException", 429, "too_many_requests"],
])("%s %j: %s is answered %i %s", async (challenge, sent, exception, status, code) => {
  auth.awsAnswers({ AdminRespondToAuthChallenge: new Refusal(exception) });
  const answer = await auth.post("challenge", { challenge, session, email, ...sent });
  expect(answer).toMatchObject({ status, body: { code } });
});

describe("a challenge of Cognito", () => {
  const next = (output: object) => {
    auth.awsAnswers({ AdminRespondToAuthChallenge: { Session: session, ...output } });
    return auth.post("challenge", { challenge: "PASSWORD", session, email, password: "x" });
  };

  test("has numbers where a trigger can only give strings", async () => {
    const expiresAt = "2026-08-28T12:00:00.000Z";
    const answer = await next({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { challenge: "ONE_TIME_CODE", codeLength: "6", triesLeft: "3", expiresAt },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { parameters: { challenge: "ONE_TIME_CODE", codeLength: 6, triesLeft: 3, expiresAt } },
    });
  });

  test("offers only challenges that the API can answer", async () => {
    const answer = await next({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "EMAIL_OTP", "PASSWORD"],
    });
    expect(answer).toMatchObject({ status: 200, body: { available: ["PASSWORD", "EMAIL_OTP"] } });
  });

  test.each([
    ["DEVICE_SRP_AUTH", {}],
    ["PASSWORD_VERIFIER", {}],
    ["WEB_AUTHN", {}],
    ["CUSTOM_CHALLENGE", { challenge: "ONE_TIME_CODE", codeLength: "six" }],
  ])(
    "%s %j is an internal error, because no client could answer it",
    async (ChallengeName, ChallengeParameters) => {
      expect(await next({ ChallengeName, ChallengeParameters })).toMatchObject({
        status: 500,
        body: { code: "internal_error" },
      });
    },
  );
});

describe("a sign-in that starts with a passkey", () => {
  test("asks for one, and lists the other ways", async () => {
    const parameters = { CREDENTIAL_REQUEST_OPTIONS: "{}" };
    auth.awsAnswers({
      PutItem: {},
      AdminInitiateAuth: {
        ChallengeName: "WEB_AUTHN",
        Session: session,
        ChallengeParameters: parameters,
        AvailableChallenges: ["PASSWORD", "WEB_AUTHN"],
      },
    });
    expect(await auth.post("passkey", { email })).toMatchObject({
      status: 200,
      body: { challenge: "WEB_AUTHN", session, parameters, available: ["PASSWORD", "WEB_AUTHN"] },
    });
    expect(inputsOf("AdminInitiateAuth")).toEqual([
      {
        ClientMetadata: { attestation: expect.stringMatching(/^[\w-]{43}$/) },
        UserPoolId: "us-east-1_Ab12Cd34E",
        ClientId: "1example23456789",
        ContextData: contextOf("passkey"),
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: "WEB_AUTHN" },
      },
    ]);
  });

  test("without a passkey starts again as one that counts, and drops the session", async () => {
    const knownClient = `5b0a2d0e-1111-4222-8333-444455556666.${"k".repeat(43)}`;
    auth.awsAnswers({
      PutItem: {},
      AdminInitiateAuth: { ChallengeName: "SELECT_CHALLENGE", Session: session, ChallengeParameters: {} },
    });
    expect(await auth.post("passkey", { email, knownClient })).toMatchObject({
      body: { challenge: "SELECT_CHALLENGE" },
    });
    expect(inputsOf("AdminInitiateAuth").map(({ ClientMetadata }) => ClientMetadata)).toEqual([
      { attestation: expect.any(String) },
      { knownClient },
    ]);
  });

  test("is counted like any other if the table does not answer", async () => {
    auth.awsAnswers({
      PutItem: new Refusal("InternalServerError"),
      AdminInitiateAuth: {
        ChallengeName: "WEB_AUTHN",
        Session: session,
        ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: "{}" },
      },
    });
    expect(await auth.post("passkey", { email })).toMatchObject({ status: 200 });
    expect(auth.inputs().at(-1)).toMatchObject({ ClientMetadata: {} });
  });

  test.each([
    ["not confirmed", { Enabled: true, UserStatus: "UNCONFIRMED" }],
    ["disabled", { Enabled: false, UserStatus: "CONFIRMED" }],
    ["to be reset", { Enabled: true, UserStatus: "RESET_REQUIRED" }],
  ])("continues as for an unknown user in each step if the account is %s", async (_state, account) => {
    const next = { ChallengeName: "SELECT_CHALLENGE", Session: session, ChallengeParameters: {} };
    auth.awsAnswers({ PutItem: {}, AdminGetUser: account, AdminInitiateAuth: next });
    await auth.post("passkey", { email });
    const name = inputsOf("AdminInitiateAuth")[0].AuthParameters.USERNAME;
    expect(name).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    auth.awsAnswers({ AdminGetUser: account, AdminRespondToAuthChallenge: next });
    await auth.post("challenge", { challenge: "PASSWORD", session, email, password: "p w" });
    expect(inputsOf("AdminRespondToAuthChallenge")[0].ChallengeResponses.USERNAME).toBe(name);
  });

  test("does not disclose the state of an account", async () => {
    const answers: ModuleAnswer[] = [];
    for (const exception of [
      "NotAuthorizedException",
      "UserNotFoundException",
      "UserNotConfirmedException",
      "PasswordResetRequiredException",
    ]) {
      auth.awsAnswers({ AdminInitiateAuth: new Refusal(exception) });
      answers.push(await auth.post("passkey", { email }));
    }
    expect(answers[0]).toMatchObject({ status: 400, body: { code: "passkey_refused" } });
    expect(answers).toEqual(answers.map(() => answers[0]));
  });
});
