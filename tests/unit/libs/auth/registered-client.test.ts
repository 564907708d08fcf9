import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { isRegisteredClient } from "../../../../libs/auth/registered-client.ts";
import { setEnvironment } from "../../../support/worlds/environment.ts";

/** Clients by id: their types; null for an answer without a client, missing for an error. */
let types: Readonly<Record<string, string | null>> = {};
let asked: string[] = [];
/** All clients about which there was an answer. */
const answered = new Set<string>();
let isRegistered: typeof isRegisteredClient;

const cognito = createServer(async (request, response) => {
  const { ClientId } = (await json(request)) as { ClientId: string };
  asked.push(ClientId);
  const type = ClientId.startsWith("bulk") ? "REGULAR" : types[ClientId];
  if (type !== undefined) answered.add(ClientId);
  else response.writeHead(400, { "x-amzn-errortype": "ResourceNotFoundException" });
  response.end(JSON.stringify(type === null ? {} : { UserPoolClient: { ClientType: type } }));
});

beforeAll(async () => {
  await once(cognito.listen(0, "127.0.0.1"), "listening");
  const { port } = cognito.address() as AddressInfo;
  setEnvironment({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  ({ isRegisteredClient: isRegistered } = await import("../../../../libs/auth/registered-client.ts"));
});

beforeEach(() => {
  asked = [];
});

afterAll(() => {
  cognito.closeAllConnections();
  cognito.close();
});

const errors: unknown[] = [];
const look = (clientId: string) =>
  isRegistered({ userPoolId: "us-east-1_Ab12Cd34E", clientId }, (error) => errors.push(error));

test("only a regular client is one of ours", async () => {
  types = { ours: "REGULAR", theirs: "DYNAMIC", odd: null };
  expect([await look("ours"), await look("theirs"), await look("odd")]).toEqual([false, true, true]);
});

test("the answer about a client is kept, whatever it is", async () => {
  types = { kept: "REGULAR", "kept-too": "DYNAMIC" };
  for (const _ of [1, 2, 3]) expect([await look("kept"), await look("kept-too")]).toEqual([false, true]);
  expect(asked).toEqual(["kept", "kept-too"]);
});

test("a failed look-up is reported, counts as registered, and is not kept", async () => {
  types = {};
  errors.length = 0;
  expect(await look("late")).toBe(true);
  expect(errors).toHaveLength(1);
  types = { late: "REGULAR" };
  expect(await look("late")).toBe(false);
  expect(errors).toHaveLength(1);
});

test("of more than a thousand clients all are asked for again", async () => {
  const room = 1000 - answered.size;
  for (let number = 1; number <= room; number += 1) await look(`bulk-${number}`);
  asked = [];
  await look("bulk-1");
  expect(asked).toEqual([]);
  await look("bulk-one-more");
  await look("bulk-1");
  await look("bulk-one-more");
  expect(asked).toEqual(["bulk-one-more", "bulk-1"]);
});
