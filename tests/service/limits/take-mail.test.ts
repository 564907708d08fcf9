import { expect, jest, test } from "@jest/globals";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { takeMail } from "../../../libs/limits/take-mail.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const take = (email: string, now = NOON, purpose: "confirm" | "reset" = "confirm") =>
  takeMail(table, { purpose, perHour: 5 }, { email }, now);

test("60 plus-addresses of one mailbox share its budget, also in concurrent requests", async () => {
  const addresses = Array.from({ length: 60 }, (_, index) => `Victim+${index}@example.com`);
  const taken = await Promise.all(addresses.map((email) => take(email)));
  expect(taken.filter(Boolean)).toHaveLength(5);
  expect(await take("victim@example.com")).toBe(false);
  expect(await take("neighbour@example.com")).toBe(true);
});

test("one address asking 20 times gets no more, and gets mails again an hour later", async () => {
  const asked = [];
  for (let request = 0; request < 20; request += 1) asked.push(await take("once@example.com"));
  expect(asked.filter(Boolean)).toHaveLength(5);
  expect(await take("once@example.com", NOON + HOUR - 1)).toBe(false);
  expect(await take("once@example.com", NOON + HOUR)).toBe(true);
});

test("a used-up budget does not affect that of another purpose", async () => {
  for (let request = 0; request < 6; request += 1) await take("two@example.com");
  expect(await take("two@example.com")).toBe(false);
  expect(await take("two@example.com", NOON, "reset")).toBe(true);
});

test("an event that is delivered twice counts as one mail", async () => {
  const budget = { purpose: "confirm", perHour: 2 } as const;
  const deliver = (once: string) => takeMail(table, budget, { email: "twice@example.com", once }, NOON);
  expect([await deliver("a"), await deliver("a"), await deliver("b"), await deliver("b")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(await deliver("c")).toBe(false);
  // An allowed mail stays allowed.
  expect(await deliver("b")).toBe(true);
});

test("a withheld mail is counted; if the table is down, no mail is withheld", async () => {
  for (let request = 0; request < 5; request += 1) await take("told@example.com");
  output.mockClear();
  await take("told@example.com");
  expect(output.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
    expect.objectContaining({ mail_withheld: 1, cause: "confirm" }),
  ]);
  const endpoint = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
  try {
    const away = activityTable("activity", { attempts: 1, timeout: 500 });
    expect(
      await takeMail(away, { purpose: "confirm", perHour: 5 }, { email: "told@example.com" }, NOON),
    ).toBe(true);
  } finally {
    process.env.AWS_ENDPOINT_URL = endpoint;
  }
});
