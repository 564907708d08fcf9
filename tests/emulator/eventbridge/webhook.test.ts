import { beforeEach, describe, expect, test } from "@jest/globals";
import type { StreamRecord } from "../../../local/dynamodb/table-stream.ts";
import { callDestination } from "../../../local/eventbridge/api-destination.ts";
import { pauseAfter } from "../../../local/eventbridge/schedule.ts";
import { eventResources, startEventWorld, startWebhook } from "../../support/worlds/event-world.ts";
import { inProcessLambdas } from "../../support/worlds/in-process-lambdas.ts";

/** The item itself, without DynamoDB's types. */
const plain = inProcessLambdas((records: readonly StreamRecord[]) =>
  records.map(({ dynamodb }) =>
    Object.fromEntries(
      Object.entries(dynamodb.NewImage ?? {}).map(([name, value]) => [name, (value as { S: string }).S]),
    ),
  ),
);

const webhook = await startWebhook();
const world = await startEventWorld(eventResources(webhook.url), plain);

beforeEach(async () => {
  webhook.answers.length = 0;
  webhook.received.length = 0;
  world.lost.length = 0;
  await fetch(`${world.cloud.endpoint}/_local/events`, { method: "DELETE" });
});

const put = (id: string, more: Readonly<Record<string, string>> = {}) =>
  world.put(id, { type: "sign_in", sub: "ada", ...more });

/** The delivery of the only event, when it has ended. */
async function delivery() {
  for (;;) {
    const [event] = await world.kept();
    const [delivery] = event?.deliveries ?? [];
    if (delivery !== undefined && delivery.state !== "pending") return delivery;
  }
}

describe("an event is posted to the webhook", () => {
  test("with the secret of the connection, as EventBridge does", async () => {
    await put("posted");
    expect(await delivery()).toEqual({
      target: "Rule/webhook",
      state: "delivered",
      attempts: 1,
      outcome: "200",
    });
    expect(webhook.received).toHaveLength(1);
    const [{ headers, event } = { headers: {}, event: {} }] = webhook.received;
    expect(headers).toMatchObject({
      "x-secret": "of-the-webhook",
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Amazon/EventBridge/ApiDestinations",
    });
    expect(event).toMatchObject({ "detail-type": "sign_in", detail: { id: "posted", sub: "ada" } });
    expect(event).not.toHaveProperty("deliveries");
  });

  test("again after 5xx, 429 and a broken connection, with the same ids", async () => {
    webhook.answers.push(503, 429, null);
    await put("again");
    expect(await delivery()).toMatchObject({ state: "delivered", attempts: 4, outcome: "200" });
    const ids = webhook.received.map(({ event }) => `${event.id} ${String(event.detail.id)}`);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  test.each([400, 403, 404, 302])("never again after %d", async (status) => {
    webhook.answers.push(status);
    await put(`refused-${status}`);
    expect(await delivery()).toMatchObject({ state: "failed", attempts: 1, outcome: String(status) });
    expect(webhook.received).toHaveLength(1);
    expect(world.lost).toEqual([
      expect.stringMatching(/^the webhook did not take the event sign_in .*: \d+$/),
    ]);
  });

  test("not more often than the rule says", async () => {
    webhook.answers.push(500, 500, 500, 500, 500);
    await put("too-often");
    expect(await delivery()).toMatchObject({ state: "failed", attempts: 4, outcome: "500" });
    expect(world.lost).toHaveLength(1);
  });

  test("not longer than the rule says", async () => {
    webhook.answers.push(500);
    webhook.onCall = () => world.cloud.clock.advance(3_600_000);
    await put("too-old");
    expect(await delivery()).toMatchObject({ state: "failed", attempts: 1, outcome: "500" });
    webhook.onCall = () => {};
  });

  test("after the time that it asks for, or of nothing if it does not answer", async () => {
    const destination = { url: webhook.url, method: "POST", header: { name: "x-secret", value: "s" } };
    const event = (await world.kept())[0] ?? ({} as never);
    const { signal } = new AbortController();
    webhook.answers.push("30");
    const asked = await callDestination(destination, event, signal);
    expect(asked).toEqual({ kind: "later", text: "503", retryAfterMs: 30_000 });
    const nowhere = { ...destination, url: "http://127.0.0.1:1" };
    expect(await callDestination(nowhere, event, signal)).toMatchObject({ kind: "later" });
    expect([1, 2, 3, 7, 100].map(pauseAfter)).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  });
});

describe("/_local/events", () => {
  test("filters by type, by user or administrator, and by number", async () => {
    await put("1");
    await put("2", { type: "user_disabled", sub: "bob", actor: "ada" });
    await put("3", { sub: "cy" });
    await world.keptOnceThere(3);
    const ids = async (query: string) => (await world.kept(query)).map(({ detail }) => detail.id);
    expect(await ids("?type=sign_in")).toEqual(["3", "1"]);
    expect(await ids("?user=ada")).toEqual(["2", "1"]);
    expect(await ids("?type=user_disabled&user=cy")).toEqual([]);
    expect(await ids("?limit=1")).toEqual(["3"]);
    const { types } = (await (await fetch(`${world.cloud.endpoint}/_local/events?user=cy`)).json()) as {
      readonly types: readonly string[];
    };
    expect(types).toEqual(["sign_in", "user_disabled"]);
  });

  test.each(["0", "1001", "2.5", "many"])("refuses the limit %s", async (limit) => {
    const response = await fetch(`${world.cloud.endpoint}/_local/events?limit=${limit}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: "limit is a whole number from 1 to 1000." });
  });

  test("tells of changes as they happen", async () => {
    const stop = new AbortController();
    const live = await fetch(`${world.cloud.endpoint}/_local/events/live`, { signal: stop.signal });
    expect(live.headers.get("content-type")).toBe("text/event-stream");
    await put("live");
    let text = "";
    for await (const chunk of live.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes("event: changed")) break;
    }
    expect(text).toContain("event: changed\ndata: {}\n\n");
    stop.abort();
  });

  test("is not for pages of other origins, and knows no other methods", async () => {
    const url = `${world.cloud.endpoint}/_local/events`;
    const foreign = await fetch(url, { headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    expect((await fetch(url, { method: "POST" })).status).toBe(404);
  });

  test("says so where there is no bus", async () => {
    const { cloud } = await startEventWorld({}, plain);
    const response = await fetch(`${cloud.endpoint}/_local/events`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      message: 'There is no event bus: start with --param="accountEvents=true".',
    });
  });
});

describe("what the template has beyond this is refused", () => {
  const change = (id: string, path: readonly string[], value: unknown) => {
    const resources = structuredClone(eventResources("http://localhost:1"));
    let target = resources[id]?.Properties as Record<string, unknown>;
    for (const name of path.slice(0, -1)) target = target[name] as Record<string, unknown>;
    target[path.at(-1) ?? ""] = value;
    return resources;
  };

  test.each([
    ["Pipe", ["LogConfiguration"], {}, "Pipe.LogConfiguration is not supported"],
    [
      "Pipe",
      ["TargetParameters", "InputTemplate"],
      "<$.a>",
      "TargetParameters.InputTemplate is not supported",
    ],
    [
      "Pipe",
      ["TargetParameters", "EventBridgeEventBusParameters", "DetailType"],
      "$.types[0]",
      "the path $.types[0] is not supported",
    ],
    [
      "Pipe",
      ["SourceParameters", "FilterCriteria", "Filters"],
      [{ Pattern: '{"a":[{"exists":true}]}' }],
      'Pattern.a: {"exists":true} is not supported',
    ],
    [
      "Pipe",
      ["SourceParameters", "DynamoDBStreamParameters", "ParallelizationFactor"],
      2,
      "DynamoDBStreamParameters.ParallelizationFactor is not supported",
    ],
    ["Rule", ["EventPattern"], { detail: { n: [{ numeric: [">", 1] }] } }, "is not supported"],
    ["Rule", ["Targets"], [{ Id: "q", Arn: "arn:aws:sqs:us-east-1:1:q" }], "the target arn:aws:sqs"],
    [
      "Rule",
      ["Targets"],
      [{ Id: "w", Arn: ":api-destination/", Input: "{}" }],
      "Targets.Input is not supported",
    ],
    ["Connection", ["AuthorizationType"], "BASIC", "AuthorizationType BASIC is not supported"],
    [
      "Connection",
      ["AuthParameters", "InvocationHttpParameters"],
      {},
      "AuthParameters.InvocationHttpParameters is not supported",
    ],
    ["Bus", ["Policy"], {}, "EventBus.Policy is not supported"],
  ])("%s %j", async (id, path, value, message) => {
    await expect(startEventWorld(change(id, path, value), plain)).rejects.toThrow(message);
  });
});
