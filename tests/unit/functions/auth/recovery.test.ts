import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { COGNITO_TOKENS, startAuthModule } from "../../../support/worlds/auth-module.ts";

const credentials = { email: "jane@example.com", password: "Correct-horse-7" };
const mfa = { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s", ChallengeParameters: {} };
const user = {
  Username: "jane",
  UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
  UserAttributes: [
    { Name: "sub", Value: "5b0a2d0e-1111-4222-8333-444455556666" },
    { Name: "email", Value: credentials.email },
  ],
};

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule({ MAIL_FROM: "no-reply@example.com" });
});

afterAll(() => auth.stop());

const withEmail = (verified: string) => ({
  ...user,
  UserAttributes: [...user.UserAttributes, { Name: "email_verified", Value: verified }],
});
const table = { UpdateItem: { Attributes: {} }, PutItem: {} };

test("a password that is enough by itself starts no recovery, and its tokens are revoked", async () => {
  auth.awsAnswers({ AdminInitiateAuth: { AuthenticationResult: COGNITO_TOKENS }, RevokeToken: {} });
  const answer = await auth.post("recovery", credentials);
  expect(answer).toMatchObject({ status: 400, body: { code: "factor_not_available" } });
  expect(answer.body).not.toHaveProperty("tokens");
  expect(auth.inputs()[1]).toMatchObject({ Token: COGNITO_TOKENS.RefreshToken });
});

test.each(["NEW_PASSWORD_REQUIRED", "MFA_SETUP"])(
  "nor does %s, which does not require a factor",
  async (ChallengeName) => {
    auth.awsAnswers({ AdminInitiateAuth: { ...mfa, ChallengeName } });
    const answer = await auth.post("recovery", credentials);
    expect(answer).toMatchObject({ status: 400, body: { code: "factor_not_available" } });
  },
);

test("an unverified address gets no mail, and the answer does not reveal it", async () => {
  auth.awsAnswers({ AdminInitiateAuth: mfa, AdminGetUser: withEmail("false"), ...table });
  const unsent = await auth.post("recovery", credentials);
  expect(unsent).toMatchObject({ status: 202, body: { delivery: { destination: "j***@e***" } } });
  expect(auth.operations()).not.toContain("SendEmail");
});

test("a mail that SES refuses is an error, because the caller knows the password", async () => {
  auth.awsAnswers({ AdminInitiateAuth: mfa, AdminGetUser: withEmail("true"), ...table });
  const answer = await auth.post("recovery", credentials);
  expect(answer).toMatchObject({ status: 503, body: { code: "code_delivery_failed" } });
  expect(auth.operations()).toContain("SendEmail");
});

test("without the table there is no recovery", async () => {
  auth.awsAnswers({ AdminInitiateAuth: mfa, AdminGetUser: withEmail("true") });
  expect((await auth.post("recovery", credentials)).status).toBe(500);
});
