import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type ActivityTable, activityTable } from "../../../libs/activity/activity-table.ts";
import { clientLimits } from "../../../libs/limits/client-limits.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();

const START = Date.UTC(2026, 0, 1);
/** Each test starts at the beginning of a window. */
let now = START;
let host = 0;
const newAddress = () => {
  host += 1;
  return `198.51.100.${host}`;
};

const output = jest.spyOn(process.stdout, "write");
beforeEach(() => {
  now = START;
  output.mockReset();
  output.mockReturnValue(true);
});
afterEach(() => {
  output.mockReset();
});

const metrics = () => output.mock.calls.map(([line]) => JSON.parse(String(line)));

const limitsOf = (over: ActivityTable = table) =>
  clientLimits({ table: over, limits: { credentials: 3, mail: 2, tokens: 1 }, now: () => now });

/** The table with a count of its writes. */
function counted() {
  let writes = 0;
  const counting: ActivityTable = {
    ...table,
    update: (update) => {
      writes += 1;
      return table.update(update);
    },
  };
  return { table: counting, writes: () => writes };
}

test("a client gets its budget and no more, until the window ends; another client has its own", async () => {
  const limits = limitsOf();
  const [one, other] = [newAddress(), newAddress()];
  now += 60_000;
  for (let request = 0; request < 3; request += 1) {
    expect(await limits.count("credentials", one)).toBeUndefined();
  }
  expect(await limits.count("credentials", one)).toBe(240);
  expect(await limits.count("credentials", other)).toBeUndefined();
  // The announced wait is exact to the second.
  now += 239_000;
  expect(await limits.count("credentials", one)).toBe(1);
  now += 1_000;
  expect(await limits.count("credentials", one)).toBeUndefined();
});

test("budgets are separate: used-up mails do not affect credentials", async () => {
  const limits = limitsOf();
  const address = newAddress();
  for (let request = 0; request < 2; request += 1) await limits.count("mail", address);
  expect(await limits.count("mail", address)).toBe(3600);
  expect(await limits.count("credentials", address)).toBeUndefined();
});

test("of many concurrent requests exactly the budget passes", async () => {
  const limits = limitsOf();
  const address = newAddress();
  const answers = await Promise.all(Array.from({ length: 25 }, () => limits.count("credentials", address)));
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(3);
});

test("two processes share the budget", async () => {
  const [here, there] = [limitsOf(), limitsOf()];
  const address = newAddress();
  await here.count("mail", address);
  await there.count("mail", address);
  expect(await here.count("mail", address)).toBe(3600);
  expect(await there.count("mail", address)).toBe(3600);
});

test("another address in the same /64 network, or another spelling, does not get more", async () => {
  const limits = limitsOf();
  const answers: (number | undefined)[] = [];
  for (const end of [":1", ":2", "a:b:c:d", "ffff:ffff:ffff:ffff"]) {
    answers.push(await limits.count("credentials", `2001:db8:0:7:${end}`));
  }
  expect(answers.map((answer) => answer === undefined)).toEqual([true, true, true, false]);
  const address = newAddress();
  for (const spelling of [address, `::ffff:${address}`, `::FFFF:${address}`]) {
    await limits.count("credentials", spelling);
  }
  expect(await limits.count("credentials", address)).toBe(300);
});

test("each request is one write; requests beyond the limit are none", async () => {
  const { table: counting, writes } = counted();
  const limits = limitsOf(counting);
  const address = newAddress();
  for (let request = 0; request < 3; request += 1) await limits.count("credentials", address);
  expect(writes()).toBe(3);
  for (let request = 0; request < 50; request += 1) await limits.count("credentials", address);
  expect(writes()).toBe(4);
});

test("a refusal is counted as a metric, and neither the log nor the table has the address", async () => {
  const address = newAddress();
  const limits = limitsOf();
  await limits.count("tokens", address);
  await limits.count("tokens", address);
  expect(metrics()).toEqual([expect.objectContaining({ client_limited: 1, cause: "tokens" })]);
  const client = new DynamoDBClient();
  const { Items } = await client.send(new ScanCommand({ TableName: "activity" }));
  client.destroy();
  expect(JSON.stringify(Items)).toContain("LIMIT#client-tokens#");
  expect(JSON.stringify([metrics(), Items])).not.toContain(address);
});

test("counters expire after their window", async () => {
  const address = newAddress();
  await limitsOf().count("tokens", address);
  const client = new DynamoDBClient();
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "activity" }));
  client.destroy();
  const expiries = Items.map(({ expiresAt }) => Number(expiresAt?.N));
  expect(expiries).toContain(now / 1000 + 300);
});

test("if the table is down, requests pass and are counted in a metric", async () => {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
  try {
    const limits = limitsOf(activityTable("activity", { attempts: 1, timeout: 500 }));
    const address = newAddress();
    for (let request = 0; request < 5; request += 1) {
      expect(await limits.count("credentials", address)).toBeUndefined();
    }
  } finally {
    process.env.AWS_ENDPOINT_URL = endpoint;
  }
  expect(metrics()).toHaveLength(5);
  expect(metrics()[0]).toMatchObject({ limit_unavailable: 1, cause: "credentials" });
});
