import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { isUnavailable } from "../../../libs/aws/is-unavailable.ts";
import { setAwsEndpoint } from "../../support/worlds/environment.ts";

let server: Server;
let calls = 0;
let throttling: string | undefined;

/** A DynamoDB that is overloaded: it throws an error, or leaves every key of a batch unprocessed. */
beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (throttling !== undefined) {
        response.statusCode = 400;
        response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${throttling}` }));
        return;
      }
      const { RequestItems } = JSON.parse(Buffer.concat(chunks).toString());
      response.end(JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  setAwsEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

beforeEach(() => {
  calls = 0;
  throttling = undefined;
});

afterAll(() => {
  server.close();
});

test("a batch that is never read ends in a temporary error", async () => {
  const reading = activityTable("activity").getAll([{ PK: "USER#ada", SK: "SIGNED_OUT" }]);
  const error = await reading.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: "ProvisionedThroughputExceededException" });
  expect(isUnavailable(error)).toBe(true);
  expect(calls).toBe(5);
});

test.each(["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"])(
  "%s is retried, and is a temporary error, too",
  async (name) => {
    throttling = name;
    const reading = activityTable("activity").getAll([{ PK: "USER#ada", SK: "SIGNED_OUT" }]);
    const error = await reading.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name });
    expect(isUnavailable(error)).toBe(true);
    expect(calls).toBe(3);
  },
);

test("a permanent refusal is not retried, and is not a temporary error", async () => {
  throttling = "AccessDeniedException";
  const reading = activityTable("activity").getAll([{ PK: "USER#ada", SK: "SIGNED_OUT" }]);
  const error = await reading.catch((cause: unknown) => cause);
  expect(isUnavailable(error)).toBe(false);
  expect(calls).toBe(1);
});
