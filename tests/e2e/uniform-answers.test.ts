import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { QUIET_ROUTES } from "../../scripts/attack/quiet-routes.ts";
import { type ApiAnswer, ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);

/** Values that differ in every answer; only their length is compared. */
const FRESH = ["session", "instance", "linkId"];

/** Time and request id of the answer. */
const OF_EVERY_REQUEST = ["date", "apigw-requestid"];

/** An answer byte for byte, without the parts that always differ. */
function bytesOf({ status, headers, text }: ApiAnswer) {
  const shown = text
    .replace(
      new RegExp(`"(${FRESH.join("|")})":"([^"]*)"`, "g"),
      (_, name: string, value: string) => `"${name}":"${value.length} characters"`,
    )
    .replace(/"expiresAt":"[^"]*"/, '"expiresAt":"a time"');
  const kept = [...headers].filter(([name]) => !OF_EVERY_REQUEST.includes(name));
  return { status, headers: kept, text: shown };
}

/** Addresses of the same length, since an answer may repeat a part of it. */
async function newPeople() {
  const [confirmed, waiting, nobody] = [await api.register(), newPerson(), newPerson()];
  await api.signUp(waiting);
  return { confirmed, waiting, nobody };
}

/** An account that an administrator has disabled, and one that waits for a new password. */
async function newRefusedPeople() {
  const [disabled, reset] = [await api.register(), await api.register()];
  const { userPoolId: UserPoolId } = (await api.get("/v1/auth/config")).body as { userPoolId: string };
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: disabled.email }));
  await cognito.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: reset.email }));
  return { disabled, reset };
}

const otherPassword = newPerson().password;

type AskedRoute = readonly [route: string, body: (person: Person) => unknown];

const ROUTES: readonly AskedRoute[] = [
  ...QUIET_ROUTES.map(
    ({ path, body }): AskedRoute => [path.replace("/v1/auth/", ""), ({ email }) => body(email)],
  ),
  ["otp", ({ email }) => ({ email })],
  ["otp", ({ email }) => ({ email, channel: "sms" })],
  ["confirm", ({ email }) => ({ email, code: "nope" })],
  ["confirm", ({ email }) => ({ email, code: "nope", password: otherPassword })],
  ["confirm", ({ email }) => ({ email, code: "nope", password: "short" })],
  ["reset-password", ({ email }) => ({ email, code: "nope", newPassword: otherPassword })],
];

const SIGN_IN_ROUTES = ["sign-in", "recovery", "otp", "link", "passkey"];

describe("addresses with an account, with an unconfirmed one, and without one get the same answers", () => {
  test.each(ROUTES)("by /v1/auth/%s", async (route, bodyFor) => {
    const { confirmed, waiting, nobody } = await newPeople();
    const ask = async (person: Person) => bytesOf(await api.post(`/v1/auth/${route}`, bodyFor(person)));
    const answered = await ask(nobody);
    expect(answered.status).toBeLessThan(500);
    expect(await ask(confirmed)).toEqual(answered);
    expect(await ask(waiting)).toEqual(answered);
    // A second time, too: limits per account must not show.
    expect(await ask(confirmed)).toEqual(await ask(nobody));
  });

  test.each(ROUTES.filter(([route]) => SIGN_IN_ROUTES.includes(route)))(
    "so do a disabled account and one that needs a new password, by /v1/auth/%s",
    async (route, bodyFor) => {
      const ask = async (person: Person) => bytesOf(await api.post(`/v1/auth/${route}`, bodyFor(person)));
      const { disabled, reset } = await newRefusedPeople();
      const answered = await ask(newPerson());
      for (const person of [disabled, reset]) expect(await ask(person)).toEqual(answered);
    },
  );

  // Only an SDK signs up with a password. Cognito may refuse the account before or after it checks the password: neither is visible.
  test.each(["sign-in", "recovery"])(
    "with the right password of an unconfirmed account, by /v1/auth/%s",
    async (route) => {
      const [waiting, nobody] = [newPerson(), newPerson()];
      const { userPoolClientId: ClientId } = (await api.get("/v1/auth/config")).body as {
        userPoolClientId: string;
      };
      const { email: Username, password: Password } = waiting;
      await cognito.send(new SignUpCommand({ ClientId, Username, Password }));
      const ask = async ({ email, password }: Person) =>
        bytesOf(await api.post(`/v1/auth/${route}`, { email, password }));
      const answered = await ask(nobody);
      expect(answered.status).toBe(401);
      expect(await ask(waiting)).toEqual(answered);
    },
  );

  test("with a wrong sign-in code, and with the third of them", async () => {
    const { confirmed, waiting, nobody } = await newPeople();
    async function guess({ email }: Person) {
      const answers: ApiAnswer[] = [];
      let last = await api.post("/v1/auth/otp", { email });
      for (let tries = 0; tries < 3; tries += 1) {
        const { challenge, session } = last.body;
        last = await api.post("/v1/auth/challenge", { challenge, session, email, answer: "nope" });
        answers.push(last);
      }
      return answers.map(bytesOf);
    }
    const answered = await guess(nobody);
    expect(answered.map(({ status }) => status)).toEqual([200, 200, 401]);
    const { disabled, reset } = await newRefusedPeople();
    for (const person of [confirmed, waiting, disabled, reset]) expect(await guess(person)).toEqual(answered);
  });

  test("with a wrong password after a missing passkey", async () => {
    const { confirmed, waiting, nobody } = await newPeople();
    const { disabled, reset } = await newRefusedPeople();
    async function choose({ email }: Person) {
      const { session } = (await api.post("/v1/auth/passkey", { email })).body;
      const choice = { challenge: "SELECT_CHALLENGE", session, email, factor: "PASSWORD" };
      return bytesOf(await api.post("/v1/auth/challenge", { ...choice, password: otherPassword }));
    }
    const answered = await choose(nobody);
    for (const person of [confirmed, waiting, disabled, reset]) {
      expect(await choose(person)).toEqual(answered);
    }
  });
});
