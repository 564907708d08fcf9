import { randomInt } from "node:crypto";
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { documentedOperations } from "../support/fuzz/api/documented-operation.ts";
import { FuzzPeople, type FuzzPerson } from "../support/fuzz/api/fuzz-person.ts";
import { fuzzRequest } from "../support/fuzz/api/fuzz-request.ts";
import { sendFuzzRequest } from "../support/fuzz/api/send-fuzz-request.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

/**
 * Fuzzes the API with its OpenAPI document. Every request gets an answer, in time, as documented, with the security headers,
 * never a 5xx, and never a success for an invalid request or token.
 *
 * `npm run fuzz:api` runs it and sets these.
 */
const requests = Number(process.env.API_FUZZ_REQUESTS);
const seed = Number(process.env.API_FUZZ_SEED ?? randomInt(2 ** 31));
const only = process.env.API_FUZZ_OPERATION;

const operations = documentedOperations().filter(
  ({ operationId }) => only === undefined || operationId === only,
);
const perOperation = Math.max(1, Math.round(requests / operations.length));
const stack = sharedStack();
const people = new FuzzPeople(stack);

beforeAll(() => {
  expect(operations.length).toBeGreaterThan(0);
});

test.each(operations.map((operation) => [operation.operationId, operation] as const))(
  `%s, seed ${seed}`,
  async (_, operation) => {
    let person: FuzzPerson | undefined;
    const property = fc.asyncProperty(fuzzRequest(operation), async (request) => {
      person ??= await people.make(operation);
      const { status, findings } = await sendFuzzRequest(stack.apiUrl, operation, request, person);
      // Signed out, deleted or locked: the next request needs another user.
      if (status === 401 && request.token === "own") person = undefined;
      expect(findings).toEqual([]);
    });
    await fc.assert(property, { numRuns: perOperation, seed });
  },
  60_000 + perOperation * 2_000,
);
