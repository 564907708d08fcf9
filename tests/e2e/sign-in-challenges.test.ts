import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, type Person } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { type Ceremony, createSoftwareAuthenticator } from "../support/clients/software-authenticator.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code ?? ""}`.trim();
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

const begin = ({ email, password }: Person) => api.post("/v1/auth/sign-in", { email, password });

/** Responds to the challenge of the last answer. */
const answer = (last: ApiAnswer, { email }: Person, members: object) =>
  api.post("/v1/auth/challenge", {
    challenge: last.body.challenge,
    session: last.body.session,
    email,
    ...members,
  });

async function poolId(): Promise<string> {
  return String((await api.get("/v1/auth/config")).body.userPoolId);
}

/** Unique numbers: messages are found by them. */
const newNumber = () => `+4915${String(Math.floor(Math.random() * 1e9)).padStart(9, "0")}`;

/** Turns on factors like an administrator, with a verified number. */
async function enableCodes({ email }: Person, factors: readonly ("sms" | "email")[]): Promise<string> {
  const user = { UserPoolId: await poolId(), Username: email };
  const number = newNumber();
  const cognito = cognitoClient(api.cloudUrl);
  const UserAttributes = [
    { Name: "phone_number", Value: number },
    { Name: "phone_number_verified", Value: "true" },
  ];
  await cognito.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
  await cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      ...user,
      ...(factors.includes("sms") ? { SMSMfaSettings: { Enabled: true } } : {}),
      ...(factors.includes("email") ? { EmailMfaSettings: { Enabled: true } } : {}),
    }),
  );
  return number;
}

/** Sets up an authenticator app, like its owner. */
async function enableApp(token: string) {
  const setup = await api.post("/v1/me/mfa/totp", {}, { token });
  const app = authenticatorOf(String(setup.body.secret), Date.now);
  // The next sign-in may fall into the same half minute, and a code is valid once: so this uses the previous code, which is still accepted.
  await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
  return app;
}

test("an authenticator app: after a wrong code the right one is accepted, once", async () => {
  const { person, accessToken } = await api.newSession();
  const app = await enableApp(accessToken);
  const asked = await begin(person);
  expect(asked.body.challenge).toBe("SOFTWARE_TOKEN_MFA");
  expect(codeOf(await answer(asked, person, { code: app.wrongCode() }))).toBe("400 code_mismatch");
  const right = { code: app.code() };
  expect((await answer(asked, person, right)).body).toMatchObject({ tokens: { tokenType: "Bearer" } });
  expect(codeOf(await answer(asked, person, right))).toBe("401 session_expired");
  expect((await answer(await begin(person), person, right)).status).toBe(400);
});

test.each([
  ["sms", "SMS_MFA"],
  ["email", "EMAIL_OTP"],
] as const)("a code by %s", async (medium, challenge) => {
  const person = await api.register();
  const number = await enableCodes(person, [medium]);
  const asked = await begin(person);
  expect(asked.body).toMatchObject({
    challenge,
    parameters: { CODE_DELIVERY_DELIVERY_MEDIUM: medium.toUpperCase() },
  });
  const code = await api.codeFor(medium === "sms" ? number : person.email);
  expect(codeOf(await answer(asked, person, { code: otherThan(code) }))).toBe("400 code_mismatch");
  expect((await answer(asked, person, { code })).body).toMatchObject({ tokens: { tokenType: "Bearer" } });
});

test("one of several factors is chosen; another's code is refused", async () => {
  const person = await api.register();
  const number = await enableCodes(person, ["sms", "email"]);
  const asked = await begin(person);
  expect(asked.body.challenge).toBe("SELECT_MFA_TYPE");
  expect(
    JSON.parse(String((asked.body.parameters as Record<string, string>).MFAS_CAN_CHOOSE)).sort(),
  ).toEqual(["EMAIL_OTP", "SMS_MFA"]);
  expect(codeOf(await answer(asked, person, { factor: "SOFTWARE_TOKEN_MFA" }))).toMatch(/^400 /);
  const chosen = await answer(asked, person, { factor: "SMS_MFA" });
  expect(chosen.body.challenge).toBe("SMS_MFA");
  const code = await api.codeFor(number);
  const confused = await api.post("/v1/auth/challenge", {
    challenge: "EMAIL_OTP",
    session: chosen.body.session,
    email: person.email,
    code,
  });
  expect(codeOf(confused)).toBe("401 session_expired");
});

describe("a passkey", () => {
  const page = { rpId: "localhost", origin: "http://localhost:5173" };

  async function newPasskey(token: string) {
    const options = (await api.post("/v1/me/passkeys", {}, { token })).body.options as {
      challenge: string;
      user: { id: string };
    };
    const authenticator = createSoftwareAuthenticator();
    const ceremony: Ceremony = { ...page, challenge: options.challenge };
    await api.post("/v1/me/passkeys", { credential: authenticator.create(ceremony) }, { token });
    return { authenticator, userHandle: options.user.id };
  }

  const optionsOf = ({ body }: ApiAnswer) =>
    JSON.parse((body.parameters as Record<string, string>).CREDENTIAL_REQUEST_OPTIONS ?? "{}") as {
      challenge: string;
      allowCredentials: { id: string }[];
    };

  test("signs in without a password; the same assertion is valid once", async () => {
    const { person, accessToken } = await api.newSession();
    const { authenticator, userHandle } = await newPasskey(accessToken);
    const asked = await api.post("/v1/auth/passkey", { email: person.email });
    expect(asked.body).toMatchObject({
      challenge: "WEB_AUTHN",
      available: expect.arrayContaining(["WEB_AUTHN"]),
    });
    const { challenge, allowCredentials } = optionsOf(asked);
    expect(allowCredentials).toMatchObject([{ id: authenticator.id }]);
    const credential = authenticator.get({ ...page, challenge, counter: 1 }, { userHandle });
    const signedIn = await answer(asked, person, { credential });
    expect(signedIn.body).toMatchObject({ tokens: { tokenType: "Bearer" } });
    expect(codeOf(await answer(asked, person, { credential }))).toBe("400 passkey_refused");
  });

  test("signs in from an unknown client while another client guesses passwords, and after that", async () => {
    const { person, accessToken } = await api.newSession();
    const { authenticator, userHandle } = await newPasskey(accessToken);
    const guess = () => begin({ ...person, password: "Not-the-password-1" });
    const guessed: string[] = [];
    for (let count = 0; count < 6; count += 1) guessed.push(codeOf(await guess()));
    expect(guessed.at(-1)).toBe("429 too_many_requests");
    expect(codeOf(await begin(person))).toBe("429 too_many_requests");
    for (let counter = 1; counter <= 3; counter += 1) {
      const asked = await api.post("/v1/auth/passkey", { email: person.email });
      await guess();
      const { challenge } = optionsOf(asked);
      const credential = authenticator.get({ ...page, challenge, counter }, { userHandle });
      expect((await answer(asked, person, { credential })).status).toBe(200);
    }
    expect(codeOf(await guess())).toBe("429 too_many_requests");
  });

  test("that does not exist counts like a password, so that no guess bypasses the count", async () => {
    const person = await api.register();
    const answers: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const asked = await api.post("/v1/auth/passkey", { email: person.email });
      const wrong = { factor: "PASSWORD", password: "Not-the-password-1" };
      answers.push(codeOf(asked.status === 200 ? await answer(asked, person, wrong) : asked));
    }
    expect(answers).toEqual([
      ...Array.from({ length: 4 }, () => "401 invalid_credentials"),
      ...Array.from({ length: 2 }, () => "429 too_many_requests"),
    ]);
  });

  test("is refused if its session gets a password", async () => {
    const { person, accessToken } = await api.newSession();
    await newPasskey(accessToken);
    const { email, password } = person;
    for (const other of [
      { challenge: "SELECT_CHALLENGE", factor: "PASSWORD", password },
      { challenge: "PASSWORD", password },
    ]) {
      const { session } = (await api.post("/v1/auth/passkey", { email })).body;
      const refused = await api.post("/v1/auth/challenge", { session, email, ...other });
      expect(codeOf(refused)).toBe("401 invalid_credentials");
    }
  });

  test("used on another page, or another user's, is refused", async () => {
    const { person, accessToken } = await api.newSession();
    const { authenticator } = await newPasskey(accessToken);
    const proofs = [
      (challenge: string) => authenticator.get({ ...page, challenge, origin: "https://evil.example" }),
      (challenge: string) => createSoftwareAuthenticator().get({ ...page, challenge }),
    ];
    for (const prove of proofs) {
      const asked = await api.post("/v1/auth/passkey", { email: person.email });
      const refused = await answer(asked, person, { credential: prove(optionsOf(asked).challenge) });
      expect(codeOf(refused)).toBe("400 passkey_refused");
    }
  });

  test("that does not exist leaves the existing choice: the password", async () => {
    const person = await api.register();
    const asked = await api.post("/v1/auth/passkey", { email: person.email });
    expect(asked.body).toMatchObject({
      challenge: "SELECT_CHALLENGE",
      available: expect.arrayContaining(["PASSWORD"]),
    });
    const wrong = await answer(asked, person, { factor: "PASSWORD", password: "Not-the-password-1" });
    expect(codeOf(wrong)).toBe("401 invalid_credentials");
    const again = await api.post("/v1/auth/passkey", { email: person.email });
    const chosen = await answer(again, person, { factor: "PASSWORD" });
    expect(chosen.body.challenge).toBe("PASSWORD");
    const signedIn = await answer(chosen, person, { password: person.password });
    expect(signedIn.body).toMatchObject({ tokens: { tokenType: "Bearer" } });
  });
});

test("an authenticator app can't be set up with a session of another challenge", async () => {
  const person = await api.register();
  await enableCodes(person, ["email"]);
  const { email } = person;
  for (const session of [(await begin(person)).body.session, "s".repeat(40)]) {
    expect(codeOf(await api.post("/v1/auth/mfa-setup", { session, email }))).toBe("401 session_expired");
    const setUp = { challenge: "MFA_SETUP", session, email, code: "123456" };
    expect(codeOf(await api.post("/v1/auth/challenge", setUp))).toBe("401 session_expired");
  }
});
