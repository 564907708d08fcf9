import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import type { EventType } from "../../../libs/activity/event-types.ts";
import { forgetUser } from "../../../libs/activity/forget-user.ts";
import { type EventSearch, listEvents } from "../../../libs/activity/list-events.ts";
import { markActiveByName } from "../../../libs/activity/mark-active.ts";
import { loadNames, noteName } from "../../../libs/activity/names.ts";
import { recordEvent } from "../../../libs/activity/record-event.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 15, 12);
const ALWAYS = { from: 0, to: START + 400 * DAY };

const output = jest.spyOn(process.stdout, "write");
beforeEach(() => {
  output.mockReturnValue(true);
});
afterEach(() => {
  output.mockReset();
});

const write = (type: EventType, sub: string, day: number, actor?: string) =>
  recordEvent(table, { type, sub, ...(actor === undefined ? {} : { actor }) }, { now: START + day * DAY });

/** All pages of a search. */
async function search(criteria: Omit<Partial<EventSearch>, "cursor">): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEvents(table, { ...ALWAYS, limit: 2, ...criteria, cursor });
    found.push(...page.items.map(({ type, sub, actor }) => [type, sub, actor].filter(Boolean).join(" ")));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return found;
}

test("the trail is searched by actor and by rare type, over any number of days, page by page", async () => {
  for (let day = 0; day < 3; day += 1) await write("sign_in", "ada", day);
  await write("user_disabled", "ada", 0, "root");
  await write("user_enabled", "bob", 90, "root");
  await write("user_disabled", "bob", 180, "other");
  await write("user_disabled", "cy", 270, "root");

  expect(await search({ actor: "root" })).toEqual([
    "user_disabled cy root",
    "user_enabled bob root",
    "user_disabled ada root",
  ]);
  expect(await search({ actor: "root", type: "user_disabled" })).toEqual([
    "user_disabled cy root",
    "user_disabled ada root",
  ]);
  expect(await search({ type: "user_disabled" })).toEqual([
    "user_disabled cy root",
    "user_disabled bob other",
    "user_disabled ada root",
  ]);
  expect(await search({ user: "bob", actor: "other" })).toEqual(["user_disabled bob other"]);
  expect(await search({ user: "ada" })).toHaveLength(4);
  const until = { from: START, to: START + 100 * DAY };
  expect(await search({ actor: "root", ...until })).toEqual([
    "user_enabled bob root",
    "user_disabled ada root",
  ]);
  expect(await search({ type: "sign_in", from: START, to: START + 5 * DAY })).toHaveLength(3);
});

test("a rare type is found in few reads, however many other events there are", async () => {
  for (let day = 0; day < 3; day += 1) {
    for (let index = 0; index < 40; index += 1) await write("sign_in", `user-${index}`, day);
  }
  await write("passkey_added", "user-1", 0);
  const page = await listEvents(table, { ...ALWAYS, type: "passkey_added", limit: 2 });
  expect(page.items).toHaveLength(1);
  expect(page.cursor).toBeUndefined();
});

test("a cursor of one search is invalid in another", async () => {
  for (let day = 0; day < 3; day += 1) await write("group_created", "root", day, "root");
  const { cursor } = await listEvents(table, { ...ALWAYS, type: "group_created", limit: 1 });
  expect(cursor).toBeDefined();
  const elsewhere = [{}, { user: "root" }, { actor: "root", from: START + 300 * DAY }];
  for (const criteria of elsewhere) {
    const going = async () => listEvents(table, { ...ALWAYS, ...criteria, limit: 1, cursor });
    await expect(going()).rejects.toThrow("invalid_cursor");
  }
});

test("deleting an account deletes its entries by actor and by type, and its name everywhere", async () => {
  await noteName(table, "gone", { email: "gone@example.com", name: "Gone" }, START);
  await noteName(table, "stays", { email: "stays@example.com", givenName: "Sta", familyName: "Ys" }, START);
  await write("user_mfa_reset", "gone", 1, "stays");
  await write("user_mfa_reset", "stays", 1, "gone");
  expect(await loadNames(table, ["gone", "stays", "gone", "machine"])).toEqual(
    new Map([
      ["gone", { email: "gone@example.com", name: "Gone" }],
      ["stays", { email: "stays@example.com", name: "Sta Ys" }],
    ]),
  );

  await forgetUser(table, "gone");
  expect(await search({ type: "user_mfa_reset" })).toEqual(["user_mfa_reset stays gone"]);
  expect(await search({ actor: "stays" })).toEqual([]);
  expect([...(await loadNames(table, ["gone", "stays"])).keys()]).toEqual(["stays"]);
});

test("a name is written only with the first sign-in of a week", async () => {
  const monday = Date.UTC(2026, 2, 2, 9);
  const called = async () => (await loadNames(table, ["weekly"])).get("weekly")?.name;
  const signIn = (name: string, day: number) =>
    markActiveByName(table, { sub: "weekly", names: { name } }, monday + day * DAY);
  await signIn("First", 0);
  await signIn("Second", 0);
  await signIn("Third", 3);
  expect(await called()).toBe("First");
  await signIn("Fourth", 7);
  expect(await called()).toBe("Fourth");
});

test("names are read for more users than fit into one request", async () => {
  const subs = Array.from({ length: 230 }, (_, index) => `many-${index}`);
  for (const sub of subs) await noteName(table, sub, { name: sub }, START);
  expect((await loadNames(table, subs)).size).toBe(230);
});
