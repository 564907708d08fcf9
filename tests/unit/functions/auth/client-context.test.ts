import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { COGNITO_TOKENS, startAuthModule } from "../../../support/worlds/auth-module.ts";

const email = "jane@example.com";
const password = "Correct-horse-7";
const session = "s".repeat(20);

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule({ MAIL_FROM: "no-reply@example.com" });
});

afterAll(() => auth.stop());

/** The routes of a sign-in, and the operations that they call. */
const STEPS: readonly [route: string, body: object, operations: readonly string[]][] = [
  ["sign-in", { email, password }, ["AdminInitiateAuth"]],
  ["recovery", { email, password }, ["AdminInitiateAuth"]],
  ["passkey", { email }, ["AdminInitiateAuth", "AdminInitiateAuth"]],
  ["otp", { email }, ["AdminInitiateAuth", "AdminRespondToAuthChallenge"]],
  ["challenge", { challenge: "PASSWORD", session, email, password }, ["AdminRespondToAuthChallenge"]],
];

const asked = { ChallengeName: "SMS_MFA", Session: session, ChallengeParameters: {} };

test.each(STEPS)("%s sends data about the client, without secrets", async (route, body, operations) => {
  auth.awsAnswers({ AdminInitiateAuth: asked, AdminRespondToAuthChallenge: asked });
  const headers = {
    "accept-language": "de",
    authorization: "Bearer secret",
    "x-forwarded-for": "203.0.113.9",
  };
  await auth.post(route, { ...body, deviceData: "fingerprint" }, { headers, cookies: ["secret=1"] });
  const contexts = auth
    .inputs()
    .filter((_input, index) => operations.includes(String(auth.operations()[index])))
    .map(({ ContextData }) => ContextData);
  expect(contexts).toEqual(
    operations.map(() => ({
      IpAddress: "192.0.2.1",
      ServerName: "api.example.com",
      ServerPath: `/v1/auth/${route}`,
      HttpHeaders: [
        { headerName: "User-Agent", headerValue: "test" },
        { headerName: "Accept-Language", headerValue: "de" },
      ],
      EncodedData: "fingerprint",
    })),
  );
});

test("no step of a sign-in uses an operation that would send the function's own address", async () => {
  for (const [route, body] of STEPS) {
    auth.awsAnswers({
      AdminInitiateAuth: asked,
      AdminRespondToAuthChallenge: { AuthenticationResult: COGNITO_TOKENS },
    });
    await auth.post(route, body);
    expect(auth.operations()).not.toContain("InitiateAuth");
    expect(auth.operations()).not.toContain("RespondToAuthChallenge");
  }
});
