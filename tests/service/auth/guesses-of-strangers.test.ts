import {
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { cognitoClient } from "../../../libs/cognito/client.ts";
import { loadAuthModule, type ModuleAnswer, WEB_ORIGIN } from "../../support/worlds/auth-module.ts";
import { fakeDate } from "../../support/worlds/fake-date.ts";
import { PASSWORD, register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

/** The API and its triggers with the local cloud: strangers guess while the owner signs in. */

const WRONG = "Wrong-Horse-99";
const MINUTE = 60_000;

let world: TriggerWorld;
let clientId: string;
let post: Awaited<ReturnType<typeof loadAuthModule>>["post"];
let email: string;
let sub: string;
let people = 0;

jest.spyOn(process.stdout, "write").mockReturnValue(true);

beforeAll(async () => {
  world = await startTriggerWorld({ SIGN_IN_ATTEMPTS_PER_15_MIN: "4" });
  ({ clientId } = world);
  // Our clock stops and jumps. The SDK would take that for clock skew and retry, and each guess would count twice.
  cognitoClient({ maxAttempts: 1 });
  ({ post } = await loadAuthModule({ poolId: world.poolId, clientId }));
  fakeDate(world.cloud.clock.now());
});

beforeEach(async () => {
  people += 1;
  email = `person-${people}@example.com`;
  sub = await register(world, email);
});

/** The clocks of the cloud and of our code. */
function advance(milliseconds: number): void {
  world.cloud.clock.advance(milliseconds);
  jest.setSystemTime(world.cloud.clock.now());
}

const codeOf = ({ status, body }: ModuleAnswer) => `${status} ${body?.code ?? ""}`.trim();
const guess = () => post("sign-in", { email, password: WRONG });
const signIn = (knownClient?: string) =>
  post("sign-in", { email, password: PASSWORD, ...(knownClient === undefined ? {} : { knownClient }) });

/** The owner's client, which has signed in before. */
async function newKnownClient(): Promise<string> {
  const { status, body } = await signIn();
  expect(status).toBe(200);
  return String(body.knownClient);
}

describe("while a stranger tries two wrong passwords a second", () => {
  test("a client that has signed in before signs in every time", async () => {
    let known = await newKnownClient();
    const answers: string[] = [];
    for (let second = 0; second < 40; second += 1) {
      for (let count = 0; count < 2; count += 1) {
        await guess();
        advance(500);
      }
      if (second % 4 !== 3) continue;
      const answer = await signIn(known);
      answers.push(codeOf(answer));
      known = String(answer.body.knownClient);
    }
    expect(answers).toEqual(Array.from({ length: 10 }, () => "200"));
  });

  test("and so it does for hours, in which Cognito's own lockout would have grown to a quarter of an hour", async () => {
    let known = await newKnownClient();
    const answers: string[] = [];
    for (let minute = 0; minute < 180; minute += 1) {
      await guess();
      advance(MINUTE);
      if (minute % 10 !== 9) continue;
      const answer = await signIn(known);
      answers.push(codeOf(answer));
      known = String(answer.body.knownClient);
    }
    expect(answers).toEqual(Array.from({ length: 18 }, () => "200"));
  });

  test("an unknown client waits, and can sign in a quarter of an hour after the last guess that passed", async () => {
    for (let count = 0; count < 4; count += 1) expect(codeOf(await guess())).toBe("401 invalid_credentials");
    expect(codeOf(await signIn())).toBe("429 too_many_requests");
    advance(15 * MINUTE);
    expect(codeOf(await signIn())).toBe("200");
  });

  test("the owner's sign-ins give the stranger no further guesses", async () => {
    let known = await newKnownClient();
    const passed: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      passed.push(codeOf(await guess()));
      known = String((await signIn(known)).body.knownClient);
    }
    expect(passed.filter((code) => code === "401 invalid_credentials")).toHaveLength(4);
  });
});

describe("guesses with a client token", () => {
  test("with the owner's stolen token: five, then the client counts as unknown", async () => {
    const known = await newKnownClient();
    const guessed: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      advance(MINUTE);
      guessed.push(codeOf(await post("sign-in", { email, password: WRONG, knownClient: known })));
    }
    expect(guessed.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => "401 invalid_credentials"));
    expect(guessed.slice(9)).toEqual([
      "429 too_many_requests",
      "429 too_many_requests",
      "429 too_many_requests",
    ]);
  });

  test("with another account's token, or a made-up one, count as a stranger's", async () => {
    const eve = `eve-${people}@example.com`;
    await register(world, eve);
    const eves = String((await post("sign-in", { email: eve, password: PASSWORD })).body.knownClient);
    const foreign = `${sub}.${eves.split(".")[1]}`;
    const guessed: string[] = [];
    for (const knownClient of [eves, foreign, eves, foreign, eves, foreign, `${sub}.${"x".repeat(43)}`]) {
      guessed.push(codeOf(await post("sign-in", { email, password: WRONG, knownClient })));
    }
    expect(guessed.filter((code) => code === "401 invalid_credentials")).toHaveLength(4);
  });

  test("an SDK's own claim to be attested is ignored", async () => {
    const wrong = (ClientMetadata: Record<string, string>) =>
      (world.admin as CognitoIdentityProviderClient)
        .send(
          new InitiateAuthCommand({
            ClientId: clientId,
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME: email, PASSWORD: WRONG },
            ClientMetadata,
          }),
        )
        .catch((error: Error) => error.name);
    const refusals: unknown[] = [];
    for (let count = 0; count < 6; count += 1) {
      refusals.push(await wrong({ attestation: "a".repeat(43), knownClient: `${sub}.${"a".repeat(43)}` }));
    }
    expect(refusals).toEqual([
      ...Array.from({ length: 4 }, () => "NotAuthorizedException"),
      "UserLambdaValidationException",
      "UserLambdaValidationException",
    ]);
  });
});

describe("a page", () => {
  const page = { query: { tokens: "cookie" }, headers: { origin: WEB_ORIGIN } };
  const cookieOf = ({ cookies = [] }: ModuleAnswer) =>
    String(cookies.find((cookie) => cookie.startsWith("__Secure-known-client=")));

  test("is recognized by a cookie that scripts cannot read and other sites cannot use", async () => {
    const set = cookieOf(await post("sign-in", { email, password: PASSWORD }, page));
    expect(set).toMatch(
      /^__Secure-known-client=[\w-]+\.[\w-]{43}; Max-Age=7776000; Path=\/v1\/auth; HttpOnly; Secure; SameSite=Strict$/,
    );
    const cookies = [String(set.split(";")[0])];
    for (let count = 0; count < 5; count += 1) await guess();
    const body = { email, password: PASSWORD };
    expect(codeOf(await post("sign-in", body, { cookies }))).toBe("429 too_many_requests");
    const planted = { ...page, cookies: [...cookies, ...cookies] };
    expect(codeOf(await post("sign-in", body, planted))).toBe("429 too_many_requests");
    const answer = await post("sign-in", body, { ...page, cookies });
    expect(codeOf(answer)).toBe("200");
    expect(answer.body).not.toHaveProperty("knownClient");
    expect(cookieOf(answer)).not.toContain(String(cookies[0]));
  });
});

test("a reset by mail makes all clients unknown; an administrator's sign-out at Cognito keeps them", async () => {
  const known = await newKnownClient();
  await world.admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId: world.poolId, Username: email }));
  await world.admin.send(new ForgotPasswordCommand({ ClientId: clientId, Username: email }));
  const code = world.cloud.inbox.list(email)[0]?.code ?? "";
  const newPassword = "Kettle-orchard-violet-93";
  expect(codeOf(await post("reset-password", { email, code, newPassword }))).toBe("204");
  for (let count = 0; count < 4; count += 1) await guess();
  const body = { email, password: newPassword, knownClient: known };
  expect(codeOf(await post("sign-in", body))).toBe("429 too_many_requests");
});

describe("wrong codes for a new password", () => {
  const newPassword = "Kettle-orchard-violet-93";
  const reset = (code: string, knownClient?: string) =>
    post("reset-password", {
      email,
      code,
      newPassword,
      ...(knownClient === undefined ? {} : { knownClient }),
    });
  const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

  async function mailCode(): Promise<string> {
    await world.admin.send(new ForgotPasswordCommand({ ClientId: clientId, Username: email }));
    return world.cloud.inbox.list(email)[0]?.code ?? "";
  }

  test("from a stranger, twelve of them, do not block the reset for a client that has signed in before", async () => {
    const known = await newKnownClient();
    const code = await mailCode();
    const answers: string[] = [];
    for (let count = 0; count < 12; count += 1) answers.push(codeOf(await reset(otherThan(code))));
    expect(answers).toEqual([
      ...Array.from({ length: 3 }, () => "400 code_mismatch"),
      ...Array.from({ length: 9 }, () => "429 too_many_requests"),
    ]);
    expect(codeOf(await reset(otherThan(code), known))).toBe("400 code_mismatch");
    expect(codeOf(await reset(code, known))).toBe("204");
  });

  test("are counted the same if there is no account", async () => {
    const answers: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const body = { email: `nobody-${people}@example.com`, code: "123456", newPassword };
      answers.push(codeOf(await post("reset-password", body)));
    }
    expect(answers).toEqual([
      ...Array.from({ length: 3 }, () => "400 code_mismatch"),
      "429 too_many_requests",
    ]);
  });

  test("a password that the pool refuses does not use up an attempt", async () => {
    const code = await mailCode();
    for (let count = 0; count < 5; count += 1) {
      const answer = await post("reset-password", { email, code, newPassword: "short" });
      expect(codeOf(answer)).toBe("400 invalid_password");
    }
    expect(codeOf(await reset(code))).toBe("204");
  });

  test("count for an hour", async () => {
    const code = await mailCode();
    for (let count = 0; count < 3; count += 1) await reset(otherThan(code));
    expect(codeOf(await reset(code))).toBe("429 too_many_requests");
    advance(60 * MINUTE);
    expect(codeOf(await reset(await mailCode()))).toBe("204");
  });
});
