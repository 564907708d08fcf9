import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { isRegisteredClient } from "../../../../libs/auth/registered-client.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

const OPERATION = "AWSCognitoIdentityProviderService.DescribeUserPoolClient";

/** Clients by id: their types; null for an answer without a client, missing for an error. */
let types: Readonly<Record<string, string | null>> = {};
let asked: string[] = [];
/** All clients about which there was an answer. */
const answered = new Set<string>();
let aws: AwsEndpoint;
let isRegistered: typeof isRegisteredClient;

beforeAll(async () => {
  aws = await startAwsEndpoint();
  aws.answer(({ headers, body }) => {
    const { ClientId } = JSON.parse(body) as { ClientId: string };
    asked.push(ClientId);
    const type = ClientId.startsWith("bulk") ? "REGULAR" : types[ClientId];
    if (type === undefined || headers["x-amz-target"] !== OPERATION) {
      return { status: 400, headers: { "x-amzn-errortype": "ResourceNotFoundException" }, body: "{}" };
    }
    answered.add(ClientId);
    return { body: JSON.stringify(type === null ? {} : { UserPoolClient: { ClientType: type } }) };
  });
  ({ isRegisteredClient: isRegistered } = await import("../../../../libs/auth/registered-client.ts"));
});

beforeEach(() => {
  asked = [];
});

afterAll(() => aws.stop());

const errors: unknown[] = [];
const look = (clientId: string) =>
  isRegistered({ userPoolId: "us-east-1_Ab12Cd34E", clientId }, (error) => errors.push(error));

test("only a regular client is one of ours", async () => {
  types = { ours: "REGULAR", theirs: "DYNAMIC", odd: null };
  expect([await look("ours"), await look("theirs"), await look("odd")]).toEqual([false, true, true]);
  expect(errors).toEqual([]);
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
