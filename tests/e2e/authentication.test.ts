import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { differentCode } from "../support/clients/next-code.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

function expectProblem(answer: ApiAnswer, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: expect.objectContaining({
      type: `urn:problem-type:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
      instance: expect.any(String),
    }),
  });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
}

/** A wrong code. */
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

describe("the main use case", () => {
  test("sign up, code from the mail, confirm, sign in, call a secured endpoint, refresh, sign out", async () => {
    const person = newPerson();
    const signedUp = await api.signUp(person);
    expect(signedUp.status).toBe(201);
    expect(signedUp.body).toEqual({
      confirmed: false,
      delivery: { medium: "EMAIL", destination: "p***@e***" },
      resendAfter: 30,
    });

    const [mail] = await api.inbox(person.email);
    expect(mail).toMatchObject({ channel: "email", to: person.email, source: "CustomMessage_SignUp" });
    expect(mail?.code).toMatch(/^\d{6}$/);
    expect(mail?.subject).toContain("Serverless Auth");

    expect((await api.confirm(person)).status).toBe(204);

    const tokens = await api.signIn(person);
    expect(tokens).toMatchObject({ expiresIn: 3600, tokenType: "Bearer" });
    const me = await api.get("/v1/me", { token: tokens.accessToken });
    expect(me.body).toMatchObject({ email: person.email, emailVerified: true, groups: ["users"] });

    const refreshed = await api.post("/v1/auth/refresh", { refreshToken: tokens.refreshToken });
    expect(refreshed.status).toBe(200);
    const rotated = refreshed.body.tokens as typeof tokens;
    expect(rotated.refreshToken).not.toBe(tokens.refreshToken);
    expect((await api.get("/v1/me", { token: rotated.accessToken })).status).toBe(200);

    expect((await api.post("/v1/auth/sign-out", { refreshToken: rotated.refreshToken })).status).toBe(204);
    const replayed = await api.post("/v1/auth/refresh", { refreshToken: rotated.refreshToken });
    expectProblem(replayed, 401, "invalid_refresh_token");
    expectProblem(
      await api.post("/v1/auth/refresh", { refreshToken: tokens.refreshToken }),
      401,
      "invalid_refresh_token",
    );
  });

  test("an address is case-insensitive", async () => {
    const person = await api.register();
    const tokens = await api.signIn({ ...person, email: person.email.toUpperCase() });
    expect((await api.get("/v1/me", { token: tokens.accessToken })).body.email).toBe(person.email);
  });

  test("a forgotten password is replaced with the code from the mail", async () => {
    const person = await api.register();
    const asked = await api.post("/v1/auth/forgot-password", { email: person.email });
    expect(asked.status).toBe(202);
    const [mail] = await api.inbox(person.email);
    expect(mail?.source).toBe("CustomMessage_ForgotPassword");
    const newPassword = `${newPerson().password}`;
    const reset = { email: person.email, code: mail?.code, newPassword };
    expectProblem(
      await api.post("/v1/auth/reset-password", { ...reset, code: otherThan(mail?.code ?? "") }),
      400,
      "code_mismatch",
    );
    expect((await api.post("/v1/auth/reset-password", reset)).status).toBe(204);
    expectProblem(await api.post("/v1/auth/sign-in", person), 401, "invalid_credentials");
    expect((await api.signIn({ ...person, password: newPassword })).tokenType).toBe("Bearer");
    expectProblem(await api.post("/v1/auth/reset-password", reset), 400, "code_mismatch");
  });

  test("an invited user answers NEW_PASSWORD_REQUIRED with a password of their own", async () => {
    const person = newPerson();
    const config = await api.get("/v1/auth/config");
    await cognitoClient(api.cloudUrl).send(
      new AdminCreateUserCommand({
        UserPoolId: String(config.body.userPoolId),
        Username: person.email,
        UserAttributes: [
          { Name: "email", Value: person.email },
          { Name: "email_verified", Value: "true" },
        ],
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    const temporaryPassword = await api.codeFor(person.email);
    const challenged = await api.post("/v1/auth/sign-in", {
      email: person.email,
      password: temporaryPassword,
    });
    expect(challenged.status).toBe(200);
    expect(challenged.body).toMatchObject({
      challenge: "NEW_PASSWORD_REQUIRED",
      session: expect.any(String),
    });
    const answer = {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: challenged.body.session,
      email: person.email,
      newPassword: person.password,
    };
    const signedIn = await api.post("/v1/auth/challenge", answer);
    expect(signedIn.body).toMatchObject({ tokens: { tokenType: "Bearer" } });
    expectProblem(await api.post("/v1/auth/challenge", answer), 401, "session_expired");
    expect((await api.signIn(person)).tokenType).toBe("Bearer");
  });
});

describe("what is refused", () => {
  test("a wrong password and an unknown user, in the same words", async () => {
    const person = await api.register();
    const wrong = await api.post("/v1/auth/sign-in", { email: person.email, password: "Not-the-password-1" });
    const unknown = await api.post("/v1/auth/sign-in", newPerson());
    expectProblem(wrong, 401, "invalid_credentials");
    expect({ ...unknown.body, instance: null }).toEqual({ ...wrong.body, instance: null });
    expect(unknown.status).toBe(wrong.status);
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  test("a wrong code, and a used code", async () => {
    const person = newPerson();
    await api.signUp(person);
    const code = await api.codeFor(person.email);
    const { email } = person;
    expectProblem(await api.post("/v1/auth/confirm", { email, code: otherThan(code) }), 400, "code_mismatch");
    expect((await api.post("/v1/auth/confirm", { email, code })).status).toBe(204);
    expectProblem(await api.post("/v1/auth/confirm", { email, code }), 400, "code_mismatch");
  });

  test("a wrong code for a new, taken, unconfirmed or unknown address, in the same words", async () => {
    const taken = await api.register();
    const waiting = newPerson();
    await api.signUp(waiting);
    const fresh = newPerson();
    for (const person of [taken, waiting, fresh]) {
      // A request with an address must not reveal whether it has an account.
      expect((await api.signUp(person)).status).toBe(201);
      await api.post("/v1/auth/forgot-password", { email: person.email });
    }
    const { password: newPassword } = newPerson();
    const answersFor = async ({ email }: Person) => {
      const confirmations: ApiAnswer[] = [];
      const resets: ApiAnswer[] = [];
      for (let tries = 0; tries < 7; tries += 1) {
        confirmations.push(await api.post("/v1/auth/confirm", { email, code: "nope" }));
        resets.push(await api.post("/v1/auth/reset-password", { email, code: "nope", newPassword }));
      }
      // After three wrong codes for a new password a client must wait, for every address.
      const waiting = resets.slice(3).map(({ status, body }) => ({ status, code: body.code }));
      expect(waiting).toEqual(Array(4).fill({ status: 429, code: "too_many_requests" }));
      return [...confirmations, ...resets.slice(0, 3)];
    };
    // In parallel: each of these answers takes its minimum time.
    const answers = (await Promise.all([taken, waiting, fresh, newPerson()].map(answersFor))).flat();
    for (const { status, body } of answers) {
      expect({ status, ...body }).toEqual({ status, ...answers[0]?.body, instance: body.instance });
      expect({ status, code: body.code }).toEqual({ status: 400, code: "code_mismatch" });
    }
  });

  test("a code that was replaced by a newer one", async () => {
    const person = newPerson();
    const { email } = person;
    await api.signUp(person);
    const first = await api.codeFor(email);
    const second = await differentCode(first, async () => {
      expect((await api.post("/v1/auth/resend-code", { email })).status).toBe(202);
      return api.codeFor(email);
    });
    expectProblem(await api.post("/v1/auth/confirm", { email, code: first }), 400, "code_mismatch");
    expect((await api.post("/v1/auth/confirm", { email, code: second })).status).toBe(204);
  });

  test("sign-in before the account is confirmed", async () => {
    const person = newPerson();
    await api.signUp(person);
    expectProblem(await api.post("/v1/auth/sign-in", person), 401, "invalid_credentials");
  });

  test("a weak password, which does not use up the code", async () => {
    const person = newPerson();
    await api.signUp(person);
    expectProblem(await api.confirm({ ...person, password: "short" }), 400, "invalid_password");
    expect((await api.confirm(person)).status).toBe(204);
    expect((await api.signIn(person)).tokenType).toBe("Bearer");
  });

  test("a password at sign-up, before the mailbox is verified", async () => {
    const answer = await api.post("/v1/auth/sign-up", newPerson());
    expectProblem(answer, 400, "validation_failed");
    expect(JSON.stringify(answer.body.errors)).toContain("password");
  });

  test("an invented session and an invented refresh token", async () => {
    const answer = {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: "x".repeat(40),
      ...{ email: newPerson().email, newPassword: newPerson().password },
    };
    expectProblem(await api.post("/v1/auth/challenge", answer), 401, "session_expired");
    expectProblem(
      await api.post("/v1/auth/refresh", { refreshToken: "made.up" }),
      401,
      "invalid_refresh_token",
    );
    expect((await api.post("/v1/auth/sign-out", { refreshToken: "made.up" })).status).toBe(204);
  });
});

describe("the existence of an account is not revealed", () => {
  const shapeOf = ({ status, headers, body }: ApiAnswer) => ({
    status,
    headers: [...headers.keys()].filter((name) => name !== "content-length"),
    body,
  });

  test("at sign-up; only the owner of the mailbox learns it", async () => {
    const known = await api.register();
    const stranger = { ...newPerson(), email: known.email };
    expect(shapeOf(await api.signUp(stranger))).toEqual(shapeOf(await api.signUp(newPerson())));
    expectProblem(await api.post("/v1/auth/sign-in", stranger), 401, "invalid_credentials");
    expect((await api.signIn(known)).tokenType).toBe("Bearer");
  });

  test.each(["/v1/auth/resend-code", "/v1/auth/forgot-password"])("at %s", async (path) => {
    const known = await api.register();
    const forKnown = await api.post(path, { email: known.email });
    const forUnknown = await api.post(path, { email: newPerson().email });
    expect(shapeOf(forUnknown)).toEqual(shapeOf(forKnown));
  });

  test("a user who signs up again before confirming gets a new code", async () => {
    const person = newPerson();
    await api.signUp(person);
    await api.signUp(person);
    expect(await api.inbox(person.email)).toHaveLength(2);
    const code = await api.codeFor(person.email);
    expect((await api.post("/v1/auth/confirm", { email: person.email, code })).status).toBe(204);
  });
});

describe("a malformed request is refused", () => {
  const path = "/v1/auth/sign-in";

  test("bad JSON", async () => {
    expectProblem(await api.send("POST", path, '{"email": '), 400, "malformed_json");
  });

  test("an unknown field, which the problem names", async () => {
    const answer = await api.post(path, { ...newPerson(), admin: true });
    expectProblem(answer, 400, "validation_failed");
    expect(JSON.stringify(answer.body.errors)).toContain("admin");
  });

  test("a missing field and a wrong type, both named", async () => {
    const answer = await api.post(path, { email: 7 });
    expectProblem(answer, 400, "validation_failed");
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ in: "body", pointer: "#/email" }),
      expect.objectContaining({ in: "body", pointer: "#/password" }),
    ]);
  });

  test("a body of 70 KB", async () => {
    const answer = await api.post(path, { email: "a@example.com", password: "x".repeat(70 * 1024) });
    expectProblem(answer, 413, "body_too_large");
  });

  test("another media type", async () => {
    const answer = await api.send("POST", path, "email=a", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expectProblem(answer, 415, "unsupported_media_type");
  });

  test("an unknown path and an unknown method", async () => {
    const unknownPath = await api.get("/v1/nothing-here");
    expect(unknownPath.status).toBe(404);
    expect(unknownPath.body).toEqual({ message: "Not Found" });
    expect((await api.delete(path)).status).toBe(404);
  });
});

test("the configuration tells a client app what it needs, and health answers", async () => {
  const config = await api.get("/v1/auth/config");
  const userPoolId = config.body.userPoolId;
  expect(config.body).toEqual({
    organizations: true,
    region: "us-east-1",
    passwordRule: expect.objectContaining({ minimumLength: 15, blocklist: true }),
    userPoolId: expect.stringMatching(/^us-east-1_[0-9A-Za-z]{9}$/),
    userPoolClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
    issuer: `${api.cloudUrl}/${userPoolId}`,
    identityPoolId: expect.stringMatching(/^us-east-1:[0-9a-f-]{36}$/),
    loginDomain: new URL(api.cloudUrl).host,
    managedLogin: {
      scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
      redirectUris: [
        "http://localhost:5173/callback",
        "http://127.0.0.1:5173/callback",
        "http://localhost:5173/tools/amplify",
        "http://127.0.0.1:5173/tools/amplify",
      ],
      logoutUris: [
        "http://localhost:5173/",
        "http://127.0.0.1:5173/",
        "http://localhost:5173/tools/amplify",
        "http://127.0.0.1:5173/tools/amplify",
      ],
    },
    identityProviders: [
      { name: "Google", kind: "google" },
      { name: "Facebook", kind: "facebook" },
      { name: "SignInWithApple", kind: "apple" },
      { name: "OIDC", kind: "oidc" },
      { name: "SAML", kind: "saml" },
    ],
    signInMethods: ["password", "passkey", "email_code", "sms_code", "email_link"],
    secondFactors: ["totp", "email", "sms"],
    signUp: "open",
    verification: "code",
    mfa: "optional",
    smsCountries: ["DE", "US"],
    app: { name: "Serverless Auth", color: "#1a56db" },
    languages: ["en", "de", "es", "fr"],
    defaultLanguage: "en",
    endpoints: { cognito: expect.stringContaining(new URL(api.cloudUrl).port) },
  });
  expect((await api.get("/v1/health")).body).toMatchObject({ status: "ok", stage: "local" });
});
