import { expect, test } from "@jest/globals";
import { pendingLinkKey } from "../../../libs/activity/activity-keys.ts";
import { makeChallengeId, makeSecret } from "../../../libs/otp/one-time-code.ts";
import { pendingLinkStore } from "../../../libs/sign-in-links/pending-link-store.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const NOW = Date.UTC(2026, 0, 15, 12);

const table = useActivityTable();
const store = pendingLinkStore(table);

const newLink = () => ({
  browser: makeSecret(),
  linkId: makeChallengeId(),
  pending: { email: "ada@example.com", session: `session-${makeSecret()}` },
});

test("a browser finds the sign-ins that wait for its links, each by its id", async () => {
  const { browser, linkId, pending } = newLink();
  const other = newLink();
  await store.keep(browser, linkId, pending, NOW);
  await store.keep(browser, other.linkId, other.pending, NOW);
  expect(await store.find(browser, linkId, NOW)).toEqual(pending);
  expect(await store.find(browser, other.linkId, NOW)).toEqual(other.pending);
});

test("another browser finds nothing, and no browser finds what was not asked for", async () => {
  const { browser, linkId, pending } = newLink();
  await store.keep(browser, linkId, pending, NOW);
  expect(await store.find(makeSecret(), linkId, NOW)).toBeUndefined();
  expect(await store.find(browser, makeChallengeId(), NOW)).toBeUndefined();
});

test("the table reveals neither the address nor the session nor the browser's secret", async () => {
  const { browser, linkId, pending } = newLink();
  await store.keep(browser, linkId, pending, NOW);
  const item = JSON.stringify(await table.get(pendingLinkKey(browser, linkId)));
  for (const secret of [pending.email, "ada", pending.session, browser, linkId]) {
    expect(item).not.toContain(secret);
  }
});

test("a later session replaces the one before", async () => {
  const { browser, linkId, pending } = newLink();
  await store.keep(browser, linkId, pending, NOW);
  await store.keep(browser, linkId, { ...pending, session: "next" }, NOW);
  expect(await store.find(browser, linkId, NOW)).toEqual({ ...pending, session: "next" });
});

test("it is kept for an hour", async () => {
  const { browser, linkId, pending } = newLink();
  await store.keep(browser, linkId, pending, NOW);
  expect(await table.get(pendingLinkKey(browser, linkId))).toMatchObject({ expiresAt: NOW / 1000 + 3600 });
  expect(await store.find(browser, linkId, NOW + 3_599_999)).toEqual(pending);
  expect(await store.find(browser, linkId, NOW + 3_600_000)).toBeUndefined();
});

test("an item that was changed, or copied from another link, is not read", async () => {
  const [mine, theirs] = [newLink(), newLink()];
  await store.keep(mine.browser, mine.linkId, mine.pending, NOW);
  await store.keep(mine.browser, theirs.linkId, theirs.pending, NOW);
  const key = pendingLinkKey(mine.browser, mine.linkId);
  const sealed = String((await table.get(pendingLinkKey(mine.browser, theirs.linkId)))?.sealed);
  await table.put({ ...key, sealed, expiresAt: NOW / 1000 + 3600 });
  await expect(store.find(mine.browser, mine.linkId, NOW)).rejects.toThrow();
});
