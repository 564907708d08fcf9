import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { EXCEPTION_CODES } from "../../libs/cognito/exception-codes.ts";
import { loadServiceModel } from "../../local/protocol/service-model.ts";
import { EVERY_ROUTE } from "../support/checks/every-route.ts";
import type { RouteSample } from "../support/checks/route-samples/route-sample.ts";
import { prepareSample, ROUTE_SAMPLES } from "../support/checks/route-samples/route-samples.ts";
import { newOwner, newWorld, type World } from "../support/checks/route-samples/world.ts";
import { ASK_NO_COGNITO, ASK_NOBODY } from "../support/checks/routes-by-service.ts";
import { type ApiAnswer, ApiClient, newPerson } from "../support/clients/api-client.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { createOrganization } from "../support/walks/join-organization.ts";
import { activeFaults, addFault, clearFaults } from "../support/worlds/faults.ts";
import { newAccount, newStaff, subOfAddress } from "../support/worlds/staff.ts";

/** Requests are retried, which takes time. */
const PATIENCE = 180_000;

// Its own stack: parts of it are made to fail.
let stack: LocalStack;
let world: World;

beforeAll(async () => {
  stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  world = await newWorld(new ApiClient(stack));
});

afterEach(() => clearFaults(stack));

afterAll(async () => {
  await stack.stop();
});

const nameOf = ({ operation, about }: RouteSample) =>
  about === undefined ? operation : `${operation} ${about}`;

/** Requests beyond a function's environments wait for one. */
const AT_ONCE = 12;

/**
 * Runs the work for all values, several at a time, and returns the results in their order. Concurrent ones are far apart in the
 * list: neighbours are routes of one function, which would start an environment for each.
 *
 * If one fails, the others are still awaited: a request under way would meet the faults of the next test.
 */
async function forAll<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const left = [...values.entries()]
    .sort(([one], [other]) => (one % AT_ONCE) - (other % AT_ONCE) || one - other)
    .values();
  const takeOne = async () => {
    for (const [index, value] of left) {
      try {
        results[index] = await work(value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeOne));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("\n"));
  return results;
}

const gist = ({ status, body, headers }: ApiAnswer) =>
  status < 500 && status !== 429
    ? "as usual"
    : `${status} ${body.code}, retry after ${headers.get("retry-after")}`;

/** The samples, grouped by their answers during a fault. */
async function answersUnder(
  fault: Readonly<Record<string, unknown>>,
  about: World,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const requests = await forAll(ROUTE_SAMPLES, (sample) => prepareSample(about, sample));
  await addFault(stack, fault);
  const answers = await forAll(requests, (send) => send());
  const told = answers.filter(({ status, text }) => status >= 400 && /Exception|_local/.test(text));
  expect(told.map(({ text }) => text)).toEqual([]);
  const named = answers.map((answer, index) => ({
    name: nameOf(ROUTE_SAMPLES[index] as RouteSample),
    answer,
  }));
  const byAnswer = Map.groupBy(named, ({ answer }) => gist(answer));
  return Object.fromEntries(
    [...byAnswer].map(([said, those]) => [said, those.map(({ name }) => name).sort()]),
  );
}

const samplesBut = (names: readonly string[]) =>
  ROUTE_SAMPLES.map(nameOf)
    .filter((name) => !names.includes(name))
    .sort();

/** Routes that need no list of sessions: signing up and in works without trail and limits. */
const WITHOUT_TABLE = [
  ...["signUp", "signUp with an address that is taken", "resendCode", "signIn", "passkey"],
  ...["challenge of a code", "challenge of a new password", "challenge of a password"],
  ...["challenge of an authenticator app to set up", "setUpMfa", "recovery without a second factor"],
  ...["signOut", "forgotPassword", "resetPassword"],
];

test("every route has a sample", () => {
  const sampled = new Set(ROUTE_SAMPLES.map(({ operation }) => operation));
  expect([...sampled].sort()).toEqual(EVERY_ROUTE.map(({ operation }) => operation).sort());
});

describe("every route reports a failure with its own error, whatever fails", () => {
  test(
    "all of AWS",
    async () => {
      expect(await answersUnder({ service: "*" }, world)).toEqual({
        "as usual": ASK_NOBODY,
        "503 service_unavailable, retry after 5": samplesBut(ASK_NOBODY),
      });
    },
    PATIENCE,
  );

  test("a right of every function", async () => {
    const denied = { service: "*", error: "AccessDeniedException", status: 400 };
    expect(await answersUnder(denied, world)).toEqual({
      "as usual": ASK_NOBODY,
      "500 internal_error, retry after null": samplesBut(ASK_NOBODY),
    });
  });

  test("Cognito", async () => {
    const goesOn = [...ASK_NOBODY, ...ASK_NO_COGNITO].sort();
    const failing = { service: "cognito-idp", error: "InternalErrorException" };
    expect(await answersUnder(failing, world)).toEqual({
      "as usual": goesOn,
      "503 service_unavailable, retry after 5": samplesBut(goesOn),
    });
  });

  test(
    "Cognito, because of too many requests",
    async () => {
      const goesOn = [...ASK_NOBODY, ...ASK_NO_COGNITO].sort();
      const throttling = { service: "cognito-idp", error: "TooManyRequestsException", status: 400 };
      expect(await answersUnder(throttling, world)).toEqual({
        "as usual": goesOn,
        "429 too_many_requests, retry after 60": samplesBut(goesOn),
      });
    },
    PATIENCE,
  );

  test.each([
    { error: "InternalServerError", status: 500 },
    { error: "ProvisionedThroughputExceededException", status: 400 },
  ])(
    "the table ($error): no token is trusted unchecked",
    async (fault) => {
      const goesOn = [...ASK_NOBODY, ...WITHOUT_TABLE].sort();
      // With a new token: an active session is trusted for a minute.
      const staff = await newStaff(world.api);
      expect(await answersUnder({ service: "dynamodb", ...fault }, { ...world, staff })).toEqual({
        "as usual": goesOn,
        "503 service_unavailable, retry after 5": samplesBut(goesOn),
      });
    },
    PATIENCE,
  );

  test("the bucket: an account is deleted with its files or not at all", async () => {
    const { person, token } = await newAccount(world.api);
    await addFault(stack, { service: "s3", error: "SlowDown", status: 503 });
    expect(gist(await world.api.delete("/v1/me", { token }))).toMatch(/^503 service_unavailable/);
    await clearFaults(stack);
    const { accessToken } = await world.api.signIn(person);
    expect((await world.api.delete("/v1/me", { token: accessToken })).status).toBe(204);
  });

  test("the sending of mails, for a code", async () => {
    await addFault(stack, { service: "ses", error: "TooManyRequestsException", status: 429 });
    const { person } = await newOwner(world.api);
    const begun = await world.api.post("/v1/auth/recovery", person);
    expect(gist(begun)).toBe("503 code_delivery_failed, retry after 60");
  });

  test("the sending of mails, for an invitation, which is then void", async () => {
    const owner = await newAccount(world.api);
    const organization = await createOrganization(world.api, owner);
    const path = `/v1/organizations/${organization}/invitations`;
    await addFault(stack, { service: "ses", error: "TooManyRequestsException", status: 429 });
    const invited = await world.api.post(path, { email: newPerson().email, role: "member" }, owner);
    expect(gist(invited)).toBe("503 code_delivery_failed, retry after 60");
    expect((await world.api.get(path, owner)).body.items).toEqual([]);
  });

  test("the mail with a code to an account that an administrator confirms", async () => {
    const { token } = await newStaff(world.api);
    const waiting = newPerson();
    await world.api.signUp(waiting);
    const id = await subOfAddress(world.api, waiting.email);
    const fault = { error: "CodeDeliveryFailureException", status: 400 };
    await addFault(stack, { service: "cognito-idp", operation: "AdminResetUserPassword", ...fault });
    const answer = await world.api.post(`/v1/admin/users/${id}/confirm`, {}, { token });
    expect(gist(answer)).toMatch(/ code_delivery_failed, retry after /);
  });

  test("Cognito for a moment: clients do not notice", async () => {
    await addFault(stack, { service: "cognito-idp", error: "InternalErrorException", times: 1 });
    expect((await world.api.post("/v1/auth/sign-in", world.other.person)).status).toBe(200);
    expect(await activeFaults(stack)).toEqual([]);
  });
});

const { operations } = loadServiceModel("cognito-idp.json");

/** Retried, which takes time; their results are shown above. */
const TRIED_AGAIN = ["InternalErrorException", "TooManyRequestsException"];

/** Errors of the deployment or of the API, which made the request: clients can't fix them. */
const isOurs = (exception: string) =>
  exception === "InvalidParameterException" ||
  EXCEPTION_CODES[exception as keyof typeof EXCEPTION_CODES] === "internal_error";

function exceptionsOf({ neverSaid, alsoSaid }: RouteSample, call: string): readonly string[] {
  const leftOut = [...TRIED_AGAIN, ...(neverSaid?.[call] ?? [])];
  const declared = operations[call]?.errors ?? [];
  return [...declared.filter((name) => !leftOut.includes(name)), ...(alsoSaid?.[call] ?? [])];
}

/** More often than one request makes any call. */
const MANY = 1000;

const CALLS = ROUTE_SAMPLES.flatMap((sample) =>
  sample.calls.map((call) => ({ sample, call, name: nameOf(sample) })),
);

// The client checks every answer against the document.
describe("for every error of AWS's model that Cognito may return to a call, the route answers as documented", () => {
  test.each(CALLS)("$name: $call", async ({ sample, call }) => {
    const exceptions = exceptionsOf(sample, call);
    expect(exceptions).not.toEqual([]);
    const findings: string[] = [];
    for (const error of exceptions) {
      const send = await prepareSample(world, sample);
      await addFault(stack, { service: "cognito-idp", operation: call, error, status: 400, times: MANY });
      try {
        const { body } = await send();
        const [fault] = await activeFaults(stack);
        if (fault?.timesLeft === MANY) findings.push(`${error}: ${call} was not called`);
        if (body.code === "internal_error" && !isOurs(error)) findings.push(`${error}: internal_error`);
      } catch (undocumented) {
        findings.push(`${error}: ${String(undocumented)}`);
      } finally {
        await clearFaults(stack);
      }
    }
    expect(findings).toEqual([]);
  });
});
