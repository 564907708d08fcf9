import { readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, jest, test } from "@jest/globals";
import { EVENT_TYPES } from "../../../../libs/activity/event-types.ts";
import { EVENT_SOURCE } from "../../../../libs/events/account-events.ts";
import { describeRecord, UnreadableRecord } from "../../../../libs/events/describe-record.ts";

const item = {
  PK: "USER#b468a4c8",
  SK: "EVENT#2026-01-15T12:00:00.000Z#id",
  GSI1PK: "EVENTS#2026-01-15",
  GSI1SK: "2026-01-15T12:00:00.000Z#id",
  expiresAt: 1_803_038_400,
  id: "id",
  at: "2026-01-15T12:00:00.000Z",
  sub: "b468a4c8",
};
const recordOf = (more: Readonly<Record<string, unknown>>) => ({
  eventID: "e1",
  dynamodb: { NewImage: marshall({ ...item, ...more }, { removeUndefinedValues: true }) },
});

describe("an entry of the audit trail becomes an event", () => {
  test("with who did it and what belongs to its type", () => {
    const entry = { type: "group_added", actor: "admin", clientId: "spa", detail: { group: "support" } };
    expect(describeRecord(recordOf(entry))).toEqual({
      version: 1,
      id: "id",
      type: "group_added",
      at: "2026-01-15T12:00:00.000Z",
      sub: "b468a4c8",
      actor: "admin",
      clientId: "spa",
      data: { group: "support" },
    });
  });

  test("without addresses, user agents, reasons, keys and details that no schema names", () => {
    const private_ = { ip: "203.0.113.7", userAgent: "Firefox", reason: "asked by phone: Ada Lovelace" };
    const detail = { channel: "email", try: 2, challenge: "a-challenge" };
    const event = describeRecord(recordOf({ type: "otp_mismatch", ...private_, detail }));
    expect(event).toEqual({
      version: 1,
      id: "id",
      type: "otp_mismatch",
      at: item.at,
      sub: item.sub,
      data: { channel: "email", try: 2 },
    });
  });

  test("with lists where the trail joins names, and numbers where it once wrote texts", () => {
    const data = (type: string, detail: object) => describeRecord(recordOf({ type, detail })).data;
    expect(data("mfa_changed", { enabled: "totp sms" })).toEqual({ enabled: ["totp", "sms"] });
    expect(data("mfa_changed", { enabled: "" })).toEqual({ enabled: [] });
    expect(data("user_changed", { fields: "given_name" })).toEqual({ fields: ["given_name"] });
    expect(data("recovery_code_used", { left: "9" })).toEqual({ left: 9 });
  });

  test.each(Object.keys(EVENT_TYPES).filter((type) => ["sign_up", "profile_changed"].includes(type)))(
    "%s has no data, whatever the trail knows",
    (type) => {
      expect(describeRecord(recordOf({ type, detail: { email: "ada@example.com" } })).data).toEqual({});
    },
  );
});

describe("an entry that is not readable is refused without its values", () => {
  test.each([
    ["an unknown type", { type: "later_invented" }, "unknown type"],
    ["no type", {}, "unknown type"],
    ["no time", { type: "sign_out", at: undefined }, "sign_out: at"],
    ["another time", { type: "sign_out", at: "yesterday" }, "sign_out: at"],
    ["a missing detail", { type: "group_removed" }, "group_removed: data.group"],
    ["an unknown channel", { type: "otp_sent", detail: { channel: "fax" } }, "otp_sent: data.channel"],
    ["a count that is not one", { type: "recovery_code_used", detail: { left: "x" } }, "data.left"],
  ])("%s", (_, more, message) => {
    expect(() => describeRecord(recordOf(more))).toThrow(UnreadableRecord);
    expect(() => describeRecord(recordOf(more))).toThrow(message);
  });

  test("also a record without an item", () => {
    expect(() => describeRecord({})).toThrow(UnreadableRecord);
  });
});

describe("the pipe's function", () => {
  test("answers one event for each readable record, in their order, and tells of the others", async () => {
    const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const logs = jest.spyOn(console, "error").mockReturnValue();
    const { handler } = await import("../../../../jobs/describe-account-events.ts");
    const events = await handler([
      recordOf({ type: "sign_out", id: "1" }),
      recordOf({ type: "later_invented", id: "2" }),
      recordOf({ type: "sign_up", id: "3" }),
    ]);
    expect(events.map(({ id }) => id)).toEqual(["1", "3"]);
    const printed = [...output.mock.calls, ...logs.mock.calls].map(([line]) => String(line)).join("");
    expect(printed).toContain('"account_event_unreadable":1');
    expect(printed).not.toContain(item.sub);
    jest.restoreAllMocks();
  });

  test("answers the same event, with the same id, for a record that comes twice", async () => {
    const { handler } = await import("../../../../jobs/describe-account-events.ts");
    const record = recordOf({ type: "sign_out" });
    expect(await handler([record])).toEqual(await handler([structuredClone(record)]));
  });
});

test("the source of the schemas is the one of the template", () => {
  const template = readFileSync(new URL("../../../../resources/account-events.yml", import.meta.url), "utf8");
  expect(template).toContain(`Source: ${EVENT_SOURCE}\n`);
  expect(template).toContain(`EventPattern: { source: [${EVENT_SOURCE}] }`);
});
