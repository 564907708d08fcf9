import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { isUnavailable } from "../../../libs/aws/is-unavailable.ts";

let server: Server;
let calls = 0;

/** A DynamoDB that is overloaded: it leaves every key of a batch for the next call. */
beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { RequestItems } = JSON.parse(Buffer.concat(chunks).toString());
      response.end(JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
});

afterAll(() => {
  server.close();
});

test("a batch that is never read is given up, as something that passes", async () => {
  const reading = activityTable("activity").getAll([{ PK: "USER#ada", SK: "SIGNED_OUT" }]);
  const error = await reading.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: "ProvisionedThroughputExceededException" });
  expect(isUnavailable(error)).toBe(true);
  expect(calls).toBe(5);
});
