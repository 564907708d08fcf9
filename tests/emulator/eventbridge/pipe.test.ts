import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import type { StreamRecord } from "../../../local/dynamodb/table-stream.ts";
import { until } from "../../support/until.ts";
import { eventResources, startEventWorld, startWebhook } from "../../support/worlds/event-world.ts";
import { inProcessLambdas, Outcome } from "../../support/worlds/in-process-lambdas.ts";

const webhook = await startWebhook();
const state = mkdtempSync(join(tmpdir(), "pipe-test-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const idOf = ({ dynamodb }: StreamRecord) => (dynamodb.NewImage as { id: { readonly S: string } }).id.S;
const eventOf = (record: StreamRecord) => ({
  id: idOf(record),
  type: "sign_in",
  at: "2026-01-15T11:59:59.987Z",
  sub: "ada",
});

/** A function that may fail, and the batches that it got. */
function enrichment(answer: (records: readonly StreamRecord[]) => unknown) {
  const batches: string[][] = [];
  const lambdas = inProcessLambdas((records: readonly StreamRecord[], name) => {
    expect(name).toBe("enrich");
    batches.push(records.map(idOf));
    return answer(records);
  });
  return { batches, lambdas };
}

const idsOf = (events: readonly { readonly detail: Readonly<Record<string, unknown>> }[]) =>
  events.map(({ detail }) => detail.id);

test("a write becomes an event on the bus: type and time by their paths, each event once", async () => {
  const { lambdas } = enrichment((records) => records.map(eventOf));
  const { put, keptOnceThere } = await startEventWorld(eventResources(webhook.url), lambdas);
  await put("1");
  await put("2");
  const events = await keptOnceThere(2);
  expect(events[1]).toEqual({
    version: "0",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    "detail-type": "sign_in",
    source: "test.accounts",
    account: "000000000000",
    time: "2026-01-15T11:59:59Z",
    region: "us-east-1",
    resources: [],
    detail: { id: "1", type: "sign_in", at: "2026-01-15T11:59:59.987Z", sub: "ada" },
    deliveries: [expect.objectContaining({ target: "Rule/webhook" })],
  });
  expect(idsOf(events)).toEqual(["2", "1"]);
});

test("other items are filtered out before the function is called", async () => {
  const { lambdas, batches } = enrichment((records) => records.map(eventOf));
  const { put, keptOnceThere } = await startEventWorld(eventResources(webhook.url), lambdas);
  await put("hidden", { PK: "SESSION#1" });
  await put("shown");
  await keptOnceThere(1);
  expect(batches).toEqual([["shown"]]);
});

test("a function that fails is called again, and nothing is delivered twice", async () => {
  let failures = 2;
  const { lambdas, batches } = enrichment((records) => {
    if (failures-- > 0) throw new TypeError("not yet");
    return records.map(eventOf);
  });
  const { put, keptOnceThere, kept, lost } = await startEventWorld(eventResources(webhook.url), lambdas);
  await put("1");
  await keptOnceThere(1);
  expect(batches).toEqual([["1"], ["1"], ["1"]]);
  expect(idsOf(await kept())).toEqual(["1"]);
  expect(lost).toEqual([]);
});

test("of a batch with a bad record, only that one is lost", async () => {
  let isOpen = false;
  const { lambdas } = enrichment((records) => {
    // Until all are there, so that they come as one batch.
    if (!isOpen) return new Outcome({ kind: "unreachable", reason: "starting" });
    if (records.some((record) => idOf(record) === "bad")) throw new RangeError("bad");
    return records.map(eventOf);
  });
  const { put, keptOnceThere, kept, lost } = await startEventWorld(eventResources(webhook.url), lambdas);
  for (const id of ["1", "bad", "3", "4"]) await put(id);
  isOpen = true;
  await keptOnceThere(3);
  await until(() => lost.length > 0);
  expect(idsOf(await kept()).sort()).toEqual(["1", "3", "4"]);
  expect(lost).toEqual([expect.stringMatching(/^test-Pipe gave up the record \d+: RangeError: bad$/)]);
});

test("without bisection the whole batch is lost", async () => {
  let isOpen = false;
  const { lambdas } = enrichment(() => {
    if (!isOpen) return new Outcome({ kind: "unreachable", reason: "starting" });
    return new Outcome({ kind: "timed-out" });
  });
  const resources = eventResources(webhook.url, { OnPartialBatchItemFailure: undefined });
  const { put, kept, lost } = await startEventWorld(resources, lambdas);
  for (const id of ["1", "2"]) await put(id);
  isOpen = true;
  await until(() => lost.length === 2);
  expect(lost[0]).toMatch(/: the enrichment timed out$/);
  expect(await kept()).toEqual([]);
});

test.each([
  ["no type", { at: "2026-01-15T12:00:00Z" }, "DetailType is a required argument"],
  ["a time that is none", { type: "t", at: "yesterday" }, "Time is not a timestamp: yesterday"],
  ["a text", "text", "Detail is malformed"],
])("an event with %s is refused by the bus", async (_, event, reason) => {
  const { lambdas } = enrichment(() => [event]);
  const { put, kept, lost } = await startEventWorld(eventResources(webhook.url), lambdas);
  await put("1");
  await until(() => lost.length > 0);
  expect(lost[0]).toContain(reason);
  expect(await kept()).toEqual([]);
});

test("a function that answers nothing puts nothing, and the record is done", async () => {
  const { lambdas, batches } = enrichment((records) =>
    idOf(records[0] as StreamRecord) === "1" ? [] : records.map(eventOf),
  );
  const { put, keptOnceThere, kept, lost } = await startEventWorld(eventResources(webhook.url), lambdas);
  await put("1");
  await until(() => batches.length === 1);
  await put("2");
  await keptOnceThere(1);
  expect(idsOf(await kept())).toEqual(["2"]);
  expect(lost).toEqual([]);
});

test("what waits at the end of a stack is passed on by the next", async () => {
  const first = enrichment(() => new Outcome({ kind: "unreachable", reason: "not started" }));
  const before = await startEventWorld(eventResources(webhook.url), first.lambdas, state);
  await before.put("1");
  await until(() => first.batches.length > 2);
  await before.close();

  const second = enrichment((records) => records.map(eventOf));
  const after = await startEventWorld(eventResources(webhook.url), second.lambdas, state);
  await after.keptOnceThere(1);
  expect(idsOf(await after.kept())).toEqual(["1"]);
});
