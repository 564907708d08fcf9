import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const admin = await newStaff(api);
const { token } = admin;

interface Item {
  readonly id: string;
  readonly type?: string;
  readonly sub: string;
  readonly at?: string;
  readonly lastUsedAt?: string;
}

const get = (path: string, query: Record<string, string> = {}) =>
  api.get(`${path}?${new URLSearchParams(query)}`, { token });

/** The items of all pages from the newest on, up to the first that matches. */
async function listUntil(
  path: string,
  query: Record<string, string>,
  isEnough: (items: readonly Item[]) => boolean,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of api.pagesOf<Item>(path, query, { token })) {
    items.push(...page);
    if (isEnough(items)) break;
  }
  return items;
}

test("the trail is read by user, by type and by time", async () => {
  const user = await newAccount(api);
  const act = (action: string) => api.post(`/v1/admin/users/${user.sub}/${action}`, {}, { token });
  for (const action of ["disable", "enable", "sign-out"]) expect((await act(action)).status).toBe(204);
  const ofUser = await api.allOf<Item>("/v1/admin/events", { user: user.sub, limit: "1" }, { token });
  const types = ofUser.map(({ type }) => type);
  expect(types.slice(0, 3)).toEqual(["user_signed_out", "user_enabled", "user_disabled"]);

  const enabled = await api.allOf<Item>(
    "/v1/admin/events",
    { user: user.sub, type: "user_enabled" },
    { token },
  );
  expect(enabled).toHaveLength(1);
  const at = String(enabled[0]?.at);
  const then = await get("/v1/admin/events", { user: user.sub, from: at, to: at });
  expect((then.body.items as Item[]).map(({ type }) => type)).toEqual(["user_enabled"]);

  const everybodys = await listUntil(
    "/v1/admin/events",
    { type: "user_disabled", limit: "5", from: at.replace(/T.*/, "T00:00:00Z") },
    (items) => items.some(({ sub }) => sub === user.sub),
  );
  expect(everybodys.every(({ type }) => type === "user_disabled")).toBe(true);
  expect(everybodys).toContainEqual(expect.objectContaining({ sub: user.sub }));
});

test.each([
  "user=x",
  "type=x",
  "from=yesterday",
  "limit=101",
  "from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z",
])("a search of events by %s is refused", async (query) => {
  expect((await api.get(`/v1/admin/events?${query}`, { token })).body.code).toBe("validation_failed");
});

test("an invalid cursor, or a cursor of another list, is refused", async () => {
  await newAccount(api);
  const write = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");
  const day = new Date().toISOString().slice(0, 10);
  for (const position of [
    {},
    { day: "2020-01-01" },
    { day: "2999-01-01" },
    { day, after: { PK: "x", SK: "x", GSI1SK: "x" } },
    { day, after: { PK: "x", SK: "x", GSI1SK: "x", GSI1PK: "SESSIONS#2026-01-01" } },
    { SK: "EVENT#1" },
  ]) {
    for (const path of ["/v1/admin/events", "/v1/admin/sessions"]) {
      expect((await get(path, { cursor: write(position) })).body.code).toBe("invalid_cursor");
    }
    const ofUser = await get("/v1/admin/events", { user: admin.sub, cursor: write(position) });
    expect(["invalid_cursor", undefined]).toContain(ofUser.body.code);
  }
});

test("active sessions are listed, the last used first; ended ones are not", async () => {
  const user = await newAccount(api);
  await api.get("/v1/me", { token: user.token });
  const other = await newAccount(api);
  await api.get("/v1/me", { token: other.token });
  const both = (items: readonly Item[]) => items.some(({ sub }) => sub === user.sub);
  const live = await listUntil("/v1/admin/sessions", { limit: "3" }, both);
  const subs = live.map(({ sub }) => sub);
  expect(subs.indexOf(other.sub)).toBeGreaterThanOrEqual(0);
  expect(subs.indexOf(other.sub)).toBeLessThan(subs.indexOf(user.sub));
  const times = live.map(({ lastUsedAt }) => String(lastUsedAt));
  expect(times).toEqual([...times].sort().reverse());
  expect(new Set(live.map(({ id }) => id)).size).toBe(live.length);

  await api.post(`/v1/admin/users/${user.sub}/sign-out`, {}, { token });
  const after = await api.allOf<Item>("/v1/admin/sessions", { limit: "100" }, { token });
  expect(after.map(({ sub }) => sub)).not.toContain(user.sub);
});

test.each([{}, { user: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d" }])(
  "the trail of %j is empty from a future time, and a time before 1970 is refused",
  async (whose) => {
    const toCome = await get("/v1/admin/events", { ...whose, from: "8800-02-29T20:00:00Z" });
    expect([toCome.status, toCome.body]).toEqual([200, { items: [] }]);
    for (const to of ["1969-12-31T23:59:59Z", "0000-01-01T00:00:00+01:00"]) {
      const before = await get("/v1/admin/events", { ...whose, to });
      expect(before.status).toBe(400);
      expect(before.body).toMatchObject({ code: "validation_failed", errors: [{ pointer: "#/to" }] });
    }
  },
);
