import { randomUUID } from "node:crypto";
import {
  AdminUpdateUserAttributesCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, newPerson } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { walkByCode } from "../support/walks/otp-walk.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);
let userPoolId: string;
let clientId: string;

beforeAll(async () => {
  const { body } = await api.get("/v1/auth/config");
  userPoolId = String(body.userPoolId);
  clientId = String(body.userPoolClientId);
});

const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

const ask = (email: string, channel?: string) =>
  api.post("/v1/auth/otp", { email, ...(channel === undefined ? {} : { channel }) });

const answer = (email: string, { body }: ApiAnswer, code: string) =>
  api.post("/v1/auth/challenge", {
    challenge: "CUSTOM_CHALLENGE",
    session: body.session,
    email,
    answer: code,
  });

/** What a client could distinguish two answers by; random values and times are only named. */
const shapeOf = ({ status, headers, body }: ApiAnswer) => ({
  status,
  headers: [...headers.keys()].filter((name) => name !== "date").sort(),
  body: {
    ...body,
    instance: typeof body.instance,
    session: String(body.session).length,
    parameters: body.parameters && { ...body.parameters, expiresAt: "" },
  },
});

/** A number that no other test uses. */
const newNumber = () =>
  `+49151${String(Number.parseInt(randomUUID().slice(0, 7), 16)).padStart(9, "0")}`.slice(0, 14);

async function giveNumber(email: string, number: string, isVerified: boolean): Promise<void> {
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: userPoolId,
      Username: email,
      UserAttributes: [
        { Name: "phone_number", Value: number },
        { Name: "phone_number_verified", Value: String(isVerified) },
      ],
    }),
  );
}

describe("POST /v1/auth/otp and /v1/auth/challenge", () => {
  test("wrong passwords of other clients do not block a code, and an SDK's claim does not allow one", async () => {
    const person = await api.register();
    const { email } = person;
    const guess = () => api.post("/v1/auth/sign-in", { email, password: "Not-the-password-1" });
    for (let count = 0; count < 6; count += 1) await guess();
    expect((await guess()).status).toBe(429);
    const asked = await ask(email);
    expect(asked.status).toBe(200);
    expect((await answer(email, asked, await api.codeFor(email))).status).toBe(200);
    const bySdk = cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "CUSTOM_AUTH",
        AuthParameters: { USERNAME: email },
        ClientMetadata: { attestation: "a".repeat(43) },
      }),
    );
    await expect(bySdk).rejects.toMatchObject({ name: "UserLambdaValidationException" });
  });

  test("one call sends a code, a second one returns tokens that the API accepts", async () => {
    const { email } = await api.register();
    const asked = await ask(email);
    expect(asked.status).toBe(200);
    expect(asked.body).toEqual({
      challenge: "CUSTOM_CHALLENGE",
      session: expect.any(String),
      parameters: {
        challenge: "ONE_TIME_CODE",
        codeLength: 6,
        triesLeft: 3,
        expiresAt: expect.stringMatching(/^\d{4}-/),
      },
      delivery: { medium: "EMAIL", destination: "p***@e***" },
      resendAfter: 30,
    });
    const signedIn = await answer(email, asked, await api.codeFor(email));
    const { accessToken: token } = signedIn.body.tokens as { accessToken: string };
    const me = await api.get("/v1/me", { token });
    expect(me.body).toMatchObject({ email, emailVerified: true, groups: ["users"] });
  });

  test("after a wrong code the user may try again; the third ends the sign-in, and then the right one is refused, too", async () => {
    const { email } = await api.register();
    let step = await ask(email);
    const code = await api.codeFor(email);
    for (const triesLeft of [2, 1]) {
      step = await answer(email, step, otherThan(code));
      expect(step.body).toMatchObject({ challenge: "CUSTOM_CHALLENGE", parameters: { triesLeft } });
    }
    const ended = await answer(email, step, otherThan(code));
    expect([ended.status, ended.body.code]).toEqual([401, "session_expired"]);
    const late = await answer(email, step, code);
    expect([late.status, late.body.code]).toEqual([401, "session_expired"]);
  });

  test("a code is valid once", async () => {
    const { email } = await api.register();
    const step = await ask(email);
    const code = await api.codeFor(email);
    expect((await answer(email, step, code)).status).toBe(200);
    const replayed = await answer(email, step, code);
    expect([replayed.status, replayed.body.code]).toEqual([401, "session_expired"]);
  });

  test("a second request at once gets the same answer and sends nothing", async () => {
    const { email } = await api.register();
    const first = await ask(email);
    const sent = (await api.inbox(email)).length;
    const second = await ask(email);
    expect(shapeOf(second)).toEqual(shapeOf(first));
    expect(await api.inbox(email)).toHaveLength(sent);
  });

  test("a code goes to a verified number of an allowed country", async () => {
    const { email } = await api.register();
    const number = newNumber();
    await giveNumber(email, number, true);
    const step = await ask(email, "sms");
    expect(step.body.delivery).toEqual({ medium: "SMS" });
    expect((await answer(email, step, await api.codeFor(number))).status).toBe(200);
  });

  test.each([
    ["a number that is not verified", newNumber(), false],
    ["a number of a country that is not allowed", "+33612345678", true],
  ])("%s gets no code, and the answer is the usual one", async (_what, number, isVerified) => {
    const { email } = await api.register();
    await giveNumber(email, number, isVerified);
    const before = (await api.inbox(number)).length;
    const step = await ask(email, "sms");
    expect(await api.inbox(number)).toHaveLength(before);
    expect(shapeOf(step)).toEqual(shapeOf(await ask(newPerson().email, "sms")));
  });

  test.each(["email", "sms"])(
    "an unknown user gets the same answers as an existing one, by %s, from the first call to the last",
    async (channel) => {
      const { email } = await api.register();
      const number = newNumber();
      await giveNumber(email, number, true);
      const seen = await Promise.all(
        [email, newPerson().email].map(async (address) => {
          const steps = [await ask(address, channel)];
          for (const code of ["000000", "000001", "000002"]) {
            steps.push(await answer(address, steps.at(-1) ?? (steps[0] as ApiAnswer), code));
          }
          return steps.map(shapeOf);
        }),
      );
      const masked = JSON.stringify(seen).replaceAll(/[a-z]\*\*\*@/g, "x***@");
      const [known, unknown] = JSON.parse(masked);
      expect(unknown).toEqual(known);
    },
  );

  test.each([
    ["no address", { email: "nobody" }],
    ["an unknown channel", { email: "ada@example.com", channel: "pigeon" }],
    ["unknown members", { email: "ada@example.com", code: "123456" }],
  ])("refuses %s", async (_what, body) => {
    const refused = await api.post("/v1/auth/otp", body);
    expect([refused.status, refused.body.code]).toEqual([400, "validation_failed"]);
  });
});

test("the SDK signs in by code", async () => {
  const { email } = await api.register();
  const begun = await cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME: email },
    }),
  );
  const respond = (Session: string | undefined, ANSWER: string) =>
    cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: "CUSTOM_CHALLENGE",
        Session,
        ChallengeResponses: { USERNAME: email, ANSWER },
        ClientMetadata: { locale: "fr" },
      }),
    );
  const { Session } = await respond(begun.Session, '{"channel":"email"}');
  const { AuthenticationResult } = await respond(Session, await api.codeFor(email));
  expect((await api.get("/v1/me", { token: AuthenticationResult?.AccessToken ?? "" })).status).toBe(200);
});

test.each(["CUSTOM_WITHOUT_SRP", "CUSTOM_WITH_SRP"] as const)(
  "aws-amplify signs in by code: %s",
  async (flow) => {
    const person = await api.register();
    expect(await walkByCode({ ...sharedStack(), person, flow })).toEqual({
      steps: [
        "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
        "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
        "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
        "DONE",
      ],
      challenges: ["PROVIDE_AUTH_PARAMETERS", "ONE_TIME_CODE", "ONE_TIME_CODE", null],
      status: 200,
    });
  },
);
