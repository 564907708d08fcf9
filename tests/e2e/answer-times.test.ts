import { expect, test } from "@jest/globals";
import { COMPARED_ROUTES, makeAddresses } from "../../bench/timing/compared-routes.ts";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";

/** Longer than the work takes, so that an answer without the delay comes earlier. */
const FLOOR = 1500;

const stack = closeAtEnd(await startLocalStack({ arguments: ["--param", `answerMilliseconds=${FLOOR}`] }));
const api = new ApiClient(stack);
const { userPoolId, userPoolClientId } = (await api.get("/v1/auth/config")).body;
const pool = { poolId: String(userPoolId), clientId: String(userPoolClientId) };
const addresses = await makeAddresses({ ...pool, cognito: cognitoClient(stack.cloudUrl) }, 1);

async function timeOf(send: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await send();
  return performance.now() - start;
}

test.each(COMPARED_ROUTES.map((route) => [`${route.name}, ${route.kind} account`, route] as const))(
  "no answer comes before the minimum time: %s",
  async (_name, { kind, send }) => {
    const asked = [...addresses[kind], newPerson().email];
    for (const time of await Promise.all(asked.map((email) => timeOf(() => send(api, email))))) {
      // Timers may fire a fraction of a millisecond early.
      expect(time).toBeGreaterThanOrEqual(FLOOR - 1);
    }
  },
);

test("a wrong code to sign in with, too", async () => {
  for (const email of [...addresses.confirmed, newPerson().email]) {
    const { challenge, session } = (await api.post("/v1/auth/otp", { email })).body;
    const answer = () => api.post("/v1/auth/challenge", { challenge, session, email, answer: "nope" });
    expect(await timeOf(answer)).toBeGreaterThanOrEqual(FLOOR - 1);
  }
});
