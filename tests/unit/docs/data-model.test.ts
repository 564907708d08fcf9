import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import * as keys from "../../../libs/activity/activity-keys.ts";
import { EVENT_TYPES } from "../../../libs/activity/event-types.ts";

const page = readFileSync(new URL("../../../docs/data-model.md", import.meta.url), "utf8");

/** The part of the page under a heading of the second level. */
function section(heading: string): string {
  const [, text = ""] = page.split(`\n## ${heading}\n`);
  return text.split("\n## ")[0] ?? "";
}

test("the page lists every event type, with its meaning, and no other", () => {
  const rows = [...section("Event types").matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, type, meaning]) => [
    type,
    meaning,
  ]);
  expect(rows).toEqual(Object.entries(EVENT_TYPES));
});

test("the page names every function that creates a key, and no other", () => {
  const named = [...section("Items").matchAll(/`([a-z]\w*(?:Key|Partition|Day))`/g)].map(([, name]) => name);
  const functions = Object.entries(keys).filter(([, value]) => typeof value === "function");
  expect([...new Set(named)].sort()).toEqual(functions.map(([name]) => name).sort());
});

/** Braces on the page mean any text in a key. */
const pattern = (written: string) =>
  new RegExp(
    `^${written
      .replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&")
      .replaceAll("{0–7}", "[0-7]")
      .replaceAll(/\{\w+\}/g, ".+")}$`,
  );

test.each([
  ["eventKey", keys.eventKey("ada", "2026-01-15T12:00:00.000Z", "id")],
  ["sessionKey", keys.sessionKey("ada", "origin")],
  ["signedOutKey", keys.signedOutKey("ada")],
  ["summaryKey", keys.summaryKey("ada")],
  ["groupsKey", keys.groupsKey("ada")],
  ["onceKey", keys.onceKey("ada", "sign_up#client#detail")],
  ["countKey", keys.countKey("2026-01-15")],
  ["activeKey", keys.activeKey("2026-W03", "ada")],
  ["limitKey", keys.limitKey("sign-in", "ada@example.com")],
  ["otpKey", keys.otpKey("challenge")],
  ["pendingLinkKey", keys.pendingLinkKey("secret", "id")],
  ["invitationKey", keys.invitationKey("ada@example.com")],
  ["firstAdminKey", keys.firstAdminKey("ada@example.com")],
  ["migrationKey", keys.migrationKey("ada@example.com")],
])("%s creates the key that the page shows, without an address in it", (name, { PK, SK }) => {
  const row = section("Items")
    .split("\n")
    .find((line) => line.includes(`\`${name}\``));
  const [, , , partition = "", sort = ""] =
    row?.split("|").map((cell) => cell.trim().replaceAll("`", "")) ?? [];
  expect(PK).toMatch(pattern(partition));
  expect(SK).toMatch(pattern(sort));
  expect(PK + SK).not.toContain("@");
});
