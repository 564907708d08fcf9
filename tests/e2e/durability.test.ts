import { afterAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { type LocalStack, startLocalStack } from "../support/stacks/local-stack.ts";

const CLIENTS = 4;
const SIGN_UPS_BEFORE_THE_KILL = 20;

let stack: LocalStack | undefined;

afterAll(async () => {
  await stack?.stop();
});

/** Signs up users until the stack dies; reports each acknowledged one. */
async function signUpUntilItDies(api: ApiClient, acknowledged: (person: Person) => void): Promise<void> {
  for (;;) {
    const person = newPerson();
    const answer = await api.signUp(person).catch(() => undefined);
    if (answer === undefined) return;
    if (answer.status === 201) acknowledged(person);
  }
}

test("kill -9 during sign-ups loses no acknowledged user", async () => {
  stack = await startLocalStack();
  const dying = stack;
  const api = new ApiClient(dying);
  const acknowledged: Person[] = [];
  const killed = new Promise<void>((resolve) => {
    const clients = Array.from({ length: CLIENTS }, () =>
      signUpUntilItDies(api, (person) => {
        acknowledged.push(person);
        if (acknowledged.length === SIGN_UPS_BEFORE_THE_KILL) dying.kill9();
      }),
    );
    void Promise.all(clients).then(() => resolve());
  });
  await killed;
  expect(acknowledged.length).toBeGreaterThanOrEqual(SIGN_UPS_BEFORE_THE_KILL);

  stack = await startLocalStack({ stateDirectory: dying.stateDirectory });
  const again = new ApiClient(stack);
  for (const person of acknowledged) expect((await again.confirm(person)).status).toBe(204);
  const [first] = acknowledged;
  if (first === undefined) throw new Error("no user was acknowledged");
  expect((await again.signIn(first)).accessToken).toMatch(/^eyJ/);
});
