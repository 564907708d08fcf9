import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  COGNITO_TOKENS,
  type ModuleAnswer,
  type OperationAnswers,
  Refusal,
  startAuthModule,
} from "../../../support/worlds/auth-module.ts";
import { httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

const email = "jane@example.com";
const password = "Correct-horse-7";
const refreshToken = "eyJjdHkiOiJKV1QifQ.old";
const code = "123456";
const tokens = COGNITO_TOKENS;

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule({ APP_NAME: "Test", BRAND_COLOR: "#123456" });
});

afterAll(() => auth.stop());

const cognitoAnswers = (answers: OperationAnswers) => auth.awsAnswers(answers);
const operations = () => auth.operations();
const inputs = () => auth.inputs();
const post = (route: string, body: unknown): Promise<ModuleAnswer> => auth.post(route, body);

describe("sign-up", () => {
  const created = { UserConfirmed: false, UserSub: "5b0a2d0e-1111-4222-8333-444455556666" };

  test("creates the account under the normalised address", async () => {
    cognitoAnswers({ SignUp: created });
    const answer = await post("sign-up", {
      email: " Jane@Example.COM",
      profile: { givenName: "Jane" },
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { confirmed: false, delivery: { medium: "EMAIL", destination: "j***@e***" } },
    });
    expect(JSON.stringify(answer.body)).not.toContain(created.UserSub);
    expect(inputs()).toEqual([
      {
        ClientId: "1example23456789",
        Username: email,
        Password: expect.stringMatching(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*-).{99,256}$/),
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "given_name", Value: "Jane" },
        ],
        ClientMetadata: { attestation: expect.stringMatching(/^[\w-]{43}$/) },
      },
    ]);
  });

  describe("with an address that has an account", () => {
    test("answers alike", async () => {
      cognitoAnswers({ SignUp: created });
      const fresh = await post("sign-up", { email });
      cognitoAnswers({ SignUp: new Refusal("UsernameExistsException"), ResendConfirmationCode: {} });
      const taken = await post("sign-up", { email });
      expect(taken).toEqual(fresh);
    });

    test.each(["CodeDeliveryFailureException", "LimitExceededException"])(
      "answers as if there were no account if no mail can be sent: %s",
      async (exception) => {
        cognitoAnswers({
          SignUp: new Refusal("UsernameExistsException"),
          ResendConfirmationCode: new Refusal("InvalidParameterException"),
        });
        const taken = await post("sign-up", { email });
        cognitoAnswers({ SignUp: new Refusal(exception), ResendConfirmationCode: new Refusal(exception) });
        const unsent = await post("sign-up", { email });
        expect(unsent).toEqual(taken);
      },
    );

    test("sends the code again, because the account may wait for it", async () => {
      cognitoAnswers({ SignUp: new Refusal("UsernameExistsException"), ResendConfirmationCode: {} });
      await post("sign-up", { email });
      expect(operations()).toEqual(["SignUp", "ResendConfirmationCode"]);
    });

    test.each(["InvalidParameterException", "LimitExceededException", "CodeDeliveryFailureException"])(
      "does not show %s of sending again",
      async (exception) => {
        cognitoAnswers({
          SignUp: new Refusal("UsernameExistsException"),
          ResendConfirmationCode: new Refusal(exception),
        });
        expect(await post("sign-up", { email })).toMatchObject({ status: 201 });
      },
    );
  });

  test("gives every account a random password, which it does not return", async () => {
    const passwords = new Set<string>();
    for (let times = 0; times < 5; times += 1) {
      cognitoAnswers({ SignUp: created });
      const answer = await post("sign-up", { email });
      const [{ Password }] = inputs();
      expect(JSON.stringify(answer)).not.toContain(Password);
      passwords.add(Password);
    }
    expect(passwords.size).toBe(5);
  });
});

test("says which rule of the pool a password breaks", async () => {
  const message = "Password did not conform with policy: Password not long enough";
  cognitoAnswers({ ConfirmForgotPassword: new Refusal("InvalidPasswordException", message) });
  expect(await post("reset-password", { email, code, newPassword: password })).toMatchObject({
    status: 400,
    body: { code: "invalid_password", detail: "Password not long enough" },
  });
});

describe("confirm", () => {
  test("checks the password before any call to AWS", async () => {
    cognitoAnswers({});
    expect(await post("confirm", { email, code, password: "short" })).toMatchObject({
      status: 400,
      body: { code: "invalid_password", errors: [{ pointer: "#/password", reason: "too_short" }] },
    });
    expect(operations()).toEqual([]);
  });
});

describe("sign-in", () => {
  test("answers tokens that must not be cached", async () => {
    cognitoAnswers({ AdminInitiateAuth: { AuthenticationResult: tokens } });
    expect(await post("sign-in", { email, password })).toMatchObject({
      status: 200,
      headers: { "cache-control": "no-store" },
      body: {
        tokens: {
          accessToken: tokens.AccessToken,
          idToken: "i",
          refreshToken: "r",
          expiresIn: 3600,
          tokenType: "Bearer",
        },
      },
    });
  });

  test("answers a challenge", async () => {
    const parameters = { USER_ID_FOR_SRP: "u", requiredAttributes: "[]" };
    cognitoAnswers({
      AdminInitiateAuth: {
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: "session",
        ChallengeParameters: parameters,
      },
    });
    expect(await post("sign-in", { email, password })).toMatchObject({
      status: 200,
      body: { challenge: "NEW_PASSWORD_REQUIRED", session: "session", parameters },
    });
  });

  test("gives the same answer for a wrong password and an account that is unknown, disabled, locked, unconfirmed or reset", async () => {
    const answers = [];
    for (const [exception, message] of [
      ["NotAuthorizedException", "Incorrect username or password."],
      ["NotAuthorizedException", "User is disabled."],
      ["NotAuthorizedException", "Password attempts exceeded"],
      ["UserNotFoundException", "User does not exist."],
      ["UserNotConfirmedException", "User is not confirmed."],
      ["PasswordResetRequiredException", "Password reset required for the user"],
    ] as const) {
      cognitoAnswers({ AdminInitiateAuth: new Refusal(exception, message) });
      answers.push(await post("sign-in", { email, password }));
    }
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, body: { code: "invalid_credentials" } });
    expect(answers).toEqual(answers.map(() => first));
  });
});

test("a new password is set with name, session and attributes", async () => {
  cognitoAnswers({ AdminRespondToAuthChallenge: { AuthenticationResult: tokens } });
  const session = "s".repeat(20);
  const body = {
    challenge: "NEW_PASSWORD_REQUIRED",
    session,
    email,
    newPassword: password,
    profile: { name: "Jane" },
  };
  expect(await post("challenge", body)).toMatchObject({
    status: 200,
    body: { tokens: { accessToken: tokens.AccessToken } },
  });
  expect(inputs()[0]).toMatchObject({
    ClientId: "1example23456789",
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: session,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password, "userAttributes.name": "Jane" },
  });
});

describe("refresh", () => {
  test("returns the new refresh token", async () => {
    cognitoAnswers({ GetTokensFromRefreshToken: { AuthenticationResult: tokens }, BatchGetItem: {} });
    expect(await post("refresh", { refreshToken })).toMatchObject({
      status: 200,
      body: { tokens: { refreshToken: "r" } },
    });
  });

  test("returns the old one if the pool does not rotate", async () => {
    const { RefreshToken: _rotated, ...kept } = tokens;
    cognitoAnswers({ GetTokensFromRefreshToken: { AuthenticationResult: kept }, BatchGetItem: {} });
    expect(await post("refresh", { refreshToken })).toMatchObject({ body: { tokens: { refreshToken } } });
  });

  test("that comes back without tokens is an internal error", async () => {
    cognitoAnswers({ GetTokensFromRefreshToken: {} });
    expect(await post("refresh", { refreshToken })).toMatchObject({ status: 500 });
  });
});

describe.each(["resend-code", "forgot-password"])("%s", (route) => {
  const operation = route === "resend-code" ? "ResendConfirmationCode" : "ForgotPassword";

  test("gives the same answer whether or not an account can use a code", async () => {
    cognitoAnswers({
      [operation]: { CodeDeliveryDetails: { Destination: "x***@y***", DeliveryMedium: "EMAIL" } },
    });
    const sent = await post(route, { email });
    expect(sent).toMatchObject({
      status: 202,
      body: { delivery: { medium: "EMAIL", destination: "j***@e***" } },
    });
    for (const exception of [
      "UserNotFoundException",
      "InvalidParameterException",
      "NotAuthorizedException",
      "LimitExceededException",
    ]) {
      cognitoAnswers({ PutItem: {}, [operation]: new Refusal(exception) });
      expect(await post(route, { email })).toEqual(sent);
    }
  });
});

test.each([
  ["resend-code", { email }, "ResendConfirmationCode"],
  ["forgot-password", { email }, "ForgotPassword"],
  ["confirm", { email, code }, "ConfirmSignUp"],
  ["reset-password", { email, code, newPassword: password }, "ConfirmForgotPassword"],
])(
  "%s calls once if an account is over its limit: the wait for a retry would reveal it",
  async (route, body, operation) => {
    cognitoAnswers({ PutItem: {}, [operation]: new Refusal("LimitExceededException") });
    await post(route, body);
    // The table counts wrong codes, and gets an attestation for a confirmation.
    const beside = ["AdminGetUser", "PutItem", "UpdateItem"];
    expect(operations().filter((asked) => !beside.includes(asked))).toEqual([operation]);
  },
);

test("sign-out with an invalid token is a success", async () => {
  const invalid = new Refusal("NotAuthorizedException");
  cognitoAnswers({ GetTokensFromRefreshToken: invalid, RevokeToken: invalid });
  expect(await post("sign-out", { refreshToken })).toMatchObject({ status: 204, body: undefined });
});

const newPassword = password;
const session = "s".repeat(20);
const answerTo = { challenge: "NEW_PASSWORD_REQUIRED", session, email, newPassword };

describe.each<[string, string, object]>([
  ["confirm", "ConfirmSignUp", { email, code }],
  ["reset-password", "ConfirmForgotPassword", { email, code, newPassword }],
])("%s", (route, operation, body) => {
  test("refuses a wrong code, an expired one, and one for an account that can't use it with the same answer", async () => {
    cognitoAnswers({ PutItem: {}, [operation]: new Refusal("CodeMismatchException") });
    const wrong = await post(route, body);
    expect(wrong).toMatchObject({ status: 400, body: { code: "code_mismatch" } });
    for (const exception of [
      "ExpiredCodeException",
      "LimitExceededException",
      "NotAuthorizedException",
      "TooManyFailedAttemptsException",
      "UserNotConfirmedException",
      "UserNotFoundException",
    ]) {
      cognitoAnswers({ PutItem: {}, [operation]: new Refusal(exception) });
      expect(await post(route, body)).toEqual(wrong);
    }
  });

  test("distinguishes too many requests in total from a wrong code", async () => {
    cognitoAnswers({ PutItem: {}, [operation]: new Refusal("TooManyRequestsException") });
    expect(await post(route, body)).toMatchObject({ status: 429, body: { code: "too_many_requests" } });
  });
});

test.each<[string, object, string, string, number, string]>([
  ["sign-up", { email }, "SignUp", "UserLambdaValidationException", 403, "request_refused"],
  ["sign-up", { email }, "SignUp", "UnexpectedLambdaException", 503, "service_unavailable"],
  ["sign-in", { email, password }, "AdminInitiateAuth", "ResourceNotFoundException", 500, "internal_error"],
  ["challenge", answerTo, "AdminRespondToAuthChallenge", "NotAuthorizedException", 401, "session_expired"],
  ["challenge", answerTo, "AdminRespondToAuthChallenge", "InvalidPasswordException", 400, "invalid_password"],
  [
    "challenge",
    answerTo,
    "AdminRespondToAuthChallenge",
    "PasswordHistoryPolicyViolationException",
    400,
    "password_reused",
  ],
  [
    "refresh",
    { refreshToken },
    "GetTokensFromRefreshToken",
    "NotAuthorizedException",
    401,
    "invalid_refresh_token",
  ],
  [
    "refresh",
    { refreshToken },
    "GetTokensFromRefreshToken",
    "RefreshTokenReuseException",
    401,
    "invalid_refresh_token",
  ],
  [
    "sign-out",
    { refreshToken },
    "RevokeToken",
    "UnsupportedTokenTypeException",
    400,
    "unsupported_token_type",
  ],
])("%s %p: %s's %s is answered %i %s", async (route, body, operation, exception, status, problem) => {
  cognitoAnswers({
    GetTokensFromRefreshToken: new Refusal("NotAuthorizedException"),
    [operation]: new Refusal(exception),
  });
  expect(await post(route, body)).toMatchObject({ status, body: { code: problem } });
});

test("the configuration has the pool, and the endpoint only if there is one", async () => {
  const answer = await auth.handler(httpEvent({ path: "/v1/auth/config" }), lambdaContext());
  expect(JSON.parse(answer.body ?? "")).toEqual({
    organizations: true,
    region: "us-east-1",
    userPoolId: "us-east-1_Ab12Cd34E",
    userPoolClientId: "1example23456789",
    issuer: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
    identityPoolId: "us-east-1:00000000-0000-4000-8000-000000000000",
    identityProviders: [],
    signInMethods: [],
    secondFactors: [],
    signUp: "open",
    verification: "code",
    mfa: "optional",
    smsCountries: [],
    endpoints: { cognito: process.env.AWS_ENDPOINT_URL },
    passwordRule: {
      minimumLength: 15,
      maximumLength: 256,
      spacesInside: true,
      blocklist: true,
      breachedCheck: false,
    },
    app: { name: "Test", color: "#123456" },
    languages: ["en", "de", "es", "fr"],
    defaultLanguage: "en",
  });
});

test("a recovery does not start without a sender: no mailbox could be verified", async () => {
  cognitoAnswers({});
  const answer = await post("recovery", { email, password });
  expect(answer).toMatchObject({ status: 503, body: { code: "code_delivery_failed" } });
  expect(operations()).toEqual([]);
});
