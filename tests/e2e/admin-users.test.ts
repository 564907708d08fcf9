import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const admin = await newStaff(api);
const { token } = admin;

type Item = Record<string, unknown>;
const search = (query: Record<string, string>) =>
  api.get(`/v1/admin/users?${new URLSearchParams(query)}`, { token });
const subsOf = ({ body }: { body: Item }) => (body.items as Item[]).map(({ sub }) => sub);

/** All pages of a search. */
const searchAll = (query: Record<string, string>) => api.allOf<Item>("/v1/admin/users", query, { token });

const invite = (body: Item) => api.post("/v1/admin/users", body, { token });

describe("searching", () => {
  const family = `Family-${randomUUID()}`;
  const mark = randomUUID();
  const people: string[] = [];

  beforeAll(async () => {
    for (const index of [0, 1, 2, 3, 4]) {
      const answer = await invite({
        email: `${mark}.${index}@example.com`,
        profile: { familyName: family, name: `Name "${index}" \\ ${mark}`, givenName: `Given-${mark}` },
      });
      expect(answer.status).toBe(201);
      people.push(String(answer.body.sub));
    }
    for (const sub of people.slice(0, 2)) {
      expect((await api.put(`/v1/admin/users/${sub}/groups/support`, {}, { token })).status).toBe(204);
    }
    await api.post(`/v1/admin/users/${people[0]}/disable`, {}, { token });
  });

  test("finds by the beginning of the address, in any case of letters", async () => {
    expect(subsOf(await search({ email: mark.toUpperCase() })).sort()).toEqual([...people].sort());
    expect(subsOf(await search({ email: `${mark}.3` }))).toEqual([people[3]]);
    expect(subsOf(await search({ email: `x${mark}` }))).toEqual([]);
  });

  test("finds by the beginning of names, whatever they contain", async () => {
    expect(subsOf(await search({ familyName: family }))).toHaveLength(5);
    expect(subsOf(await search({ givenName: `Given-${mark}` }))).toHaveLength(5);
    expect(subsOf(await search({ name: 'Name "2" \\ ', email: mark }))).toEqual([people[2]]);
    expect(subsOf(await search({ name: `Name "2" \\ ${mark}` }))).toEqual([people[2]]);
    expect(subsOf(await search({ name: `" or sub ^= "` }))).toEqual([]);
  });

  test("combines filters that the pool can't combine", async () => {
    expect(subsOf(await search({ familyName: family, enabled: "false" }))).toEqual([people[0]]);
    expect(subsOf(await search({ familyName: family, group: "support" })).sort()).toEqual(
      people.slice(0, 2).sort(),
    );
    expect(await searchAll({ group: "support", enabled: "false", limit: "60" })).toContainEqual(
      expect.objectContaining({ sub: people[0], enabled: false }),
    );
    expect(subsOf(await search({ familyName: family, status: "CONFIRMED" }))).toEqual([]);
    const invited = await searchAll({ status: "FORCE_CHANGE_PASSWORD", limit: "60" });
    expect(invited).toContainEqual(expect.objectContaining({ sub: people[4] }));
    expect(invited.every(({ status }) => status === "FORCE_CHANGE_PASSWORD")).toBe(true);
  });

  test("pages through everything once", async () => {
    const items = await searchAll({ familyName: family, limit: "2" });
    expect(items.map(({ sub }) => sub).sort()).toEqual([...people].sort());
  });

  test("pages that contain no match lead to the next page", async () => {
    const items = await searchAll({ email: mark, name: 'Name "4"', limit: "1" });
    expect(items.map(({ sub }) => sub)).toEqual([people[4]]);
  });

  test("a cursor continues only its own search", async () => {
    const { cursor } = (await search({ familyName: family, limit: "1" })).body;
    expect(cursor).toEqual(expect.any(String));
    const other = await search({ familyName: `${family}x`, limit: "1", cursor: String(cursor) });
    expect(other.body.code).toBe("invalid_cursor");
    const forged = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(String(cursor), "base64url").toString()),
        token: "x",
      }),
    ).toString("base64url");
    expect((await search({ familyName: family, cursor: forged })).body.code).toBe("invalid_cursor");
    expect((await search({ familyName: family, cursor: "x" })).body.code).toBe("invalid_cursor");
  });

  test.each(["limit=61", "limit=0", "status=lost", "enabled=1", "email=", "colour=red", "name=a%00b"])(
    "refuses %s",
    async (query) => {
      expect((await api.get(`/v1/admin/users?${query}`, { token })).body.code).toBe("validation_failed");
    },
  );

  test("an unknown group is not found", async () => {
    expect((await search({ group: "nobodies" })).body.code).toBe("not_found");
  });
});

describe("inviting", () => {
  test("the invited user signs in with the mailed password and has the group's scopes", async () => {
    const email = `${randomUUID()}@example.com`;
    const invited = await invite({
      email: `  ${email.toUpperCase()} `,
      group: "support",
      language: "de",
      profile: { givenName: "Jürgen" },
      reason: "new colleague",
    });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({
      email,
      emailVerified: true,
      givenName: "Jürgen",
      locale: "de",
      status: "FORCE_CHANGE_PASSWORD",
      sessions: 0,
      lastSignIn: null,
      groups: [],
      invitation: { group: "support", sentAt: expect.any(String) },
    });
    const [mail] = await api.inbox(email);
    expect(mail).toMatchObject({ source: "CustomMessage_AdminCreateUser" });
    expect(mail?.text).toContain("Passwort");

    const first = await api.post("/v1/auth/sign-in", { email, password: mail?.code });
    expect(first.body).toMatchObject({ challenge: "NEW_PASSWORD_REQUIRED" });
    const newPassword = `Pass-${randomUUID()}`;
    const done = await api.post("/v1/auth/challenge", {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: first.body.session,
      email,
      newPassword,
    });
    expect(done.status).toBe(200);
    const { accessToken } = await api.signIn({ email, password: newPassword });
    expect((await api.get("/v1/admin/users?limit=1", { token: accessToken })).status).toBe(200);
    const me = await api.get("/v1/me", { token: accessToken });
    expect(me.body).toMatchObject({ email, emailVerified: true });
    expect([...(me.body.groups as string[])].sort()).toEqual(["support", "users"]);
    const { body } = await api.get(`/v1/admin/users/${invited.body.sub}`, { token });
    expect(body).toMatchObject({ invitation: null, lastSignIn: { at: expect.any(String) } });
  });

  test("groups changed before the first sign-in are added to those of the invitation", async () => {
    const answer = await invite({ email: `${randomUUID()}@example.com`, group: "support" });
    const path = `/v1/admin/users/${answer.body.sub}`;
    expect((await api.delete(`${path}/groups/users`, { token })).status).toBe(204);
    expect((await api.get(path, { token })).body).toMatchObject({ groups: ["support"], invitation: null });
  });

  test("a used invitation keeps its groups; a deleted user's address keeps none", async () => {
    const email = `${randomUUID()}@example.com`;
    const { sub } = (await invite({ email, group: "support" })).body;
    expect((await invite({ email, group: "admins" })).body.code).toBe("email_in_use");
    const path = `/v1/admin/users/${sub}`;
    expect((await api.get(path, { token })).body.invitation).toMatchObject({ group: "support" });
    expect((await api.delete(path, { token })).status).toBe(204);
    const { accessToken } = await api.newSession({ email, password: `Pass-${randomUUID()}` });
    expect((await api.get("/v1/me", { token: accessToken })).body.groups).toEqual(["users"]);
  });

  test("a taken address is reported as taken", async () => {
    const { person } = await newAccount(api);
    const answer = await invite({ email: person.email });
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe("email_in_use");
  });

  test("an invitation into an unknown group is refused", async () => {
    const email = `${randomUUID()}@example.com`;
    expect((await invite({ email, group: "nobodies" })).body.code).toBe("invalid_parameter");
    expect(subsOf(await search({ email }))).toEqual([]);
    expect(await api.inbox(email)).toEqual([]);
  });

  test("protected attributes can't be given", async () => {
    for (const body of [
      {},
      { email: "x" },
      { email: "a@example.com", emailVerified: true },
      { email: "a@example.com", profile: { sub: "x" } },
      { email: "a@example.com", language: "xx" },
      { email: "a@example.com", reason: "" },
    ]) {
      expect((await invite(body)).body.code).toBe("validation_failed");
    }
  });

  test("an invitation is sent again with another password, until it is accepted", async () => {
    const email = `${randomUUID()}@example.com`;
    const { sub } = (await invite({ email })).body;
    const before = await api.codeFor(email);
    const again = await api.post(`/v1/admin/users/${sub}/invitation`, { reason: "lost it" }, { token });
    expect(again.status).toBe(204);
    expect(await api.inbox(email)).toHaveLength(2);
    const after = await api.codeFor(email);
    expect(after).not.toBe(before);
    expect((await api.post("/v1/auth/sign-in", { email, password: before })).status).toBe(401);
    expect((await api.post("/v1/auth/sign-in", { email, password: after })).status).toBe(200);

    const { sub: known } = await newAccount(api);
    const conflict = await api.post(`/v1/admin/users/${known}/invitation`, {}, { token });
    expect(conflict.body.code).toBe("user_state_conflict");
  });
});

describe("one user", () => {
  test("is shown with groups, factors and sessions", async () => {
    const { sub, person, token: own } = await newAccount(api);
    await api.get("/v1/me", { token: own });
    const { status, body } = await api.get(`/v1/admin/users/${sub}`, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sub,
      email: person.email,
      status: "CONFIRMED",
      enabled: true,
      groups: ["users"],
      mfa: { enabled: [], preferred: null, recoveryCodesLeft: 0 },
      sessions: 1,
    });
  });

  test("has a profile that can be changed field by field", async () => {
    const { sub } = await newAccount(api);
    const path = `/v1/admin/users/${sub}`;
    const changed = await api.patch(path, { name: "Ada", locale: "fr", reason: "asked to" }, { token });
    expect(changed.body).toMatchObject({ name: "Ada", locale: "fr" });
    const cleared = await api.patch(path, { locale: null }, { token });
    expect(cleared.body).toMatchObject({ name: "Ada" });
    expect(cleared.body).not.toHaveProperty("locale");
  });

  test("keeps the address until the owner has verified the new one", async () => {
    const { sub, person, token: own } = await newAccount(api);
    const email = `${randomUUID()}@example.com`;
    const changed = await api.patch(`/v1/admin/users/${sub}`, { email }, { token });
    expect(changed.body).toMatchObject({ email: person.email, emailVerified: true });
    const forgot = await api.post("/v1/auth/forgot-password", { email });
    expect(forgot.status).toBe(202);
    expect(await api.inbox(email)).toHaveLength(1);
    const code = await api.codeFor(email);
    const verified = await api.post("/v1/me/attributes/email/verify", { code }, { token: own });
    expect(verified.status).toBe(204);
    const { body } = await api.get(`/v1/admin/users/${sub}`, { token });
    expect(body).toMatchObject({ email, emailVerified: true });
  });

  test("gets no address of another user, or one that can't be verified", async () => {
    const [one, other] = [await newAccount(api), await newAccount(api)];
    const taken = await api.patch(`/v1/admin/users/${one.sub}`, { email: other.person.email }, { token });
    expect(taken.body.code).toBe("email_in_use");
    const { sub } = (await invite({ email: `${randomUUID()}@example.com` })).body;
    const early = await api.patch(
      `/v1/admin/users/${sub}`,
      { email: `${randomUUID()}@example.com` },
      { token },
    );
    expect(early.body.code).toBe("user_state_conflict");
  });

  test.each([
    {},
    { reason: "nothing" },
    { sub: "x" },
    { email_verified: "true" },
    { emailVerified: true },
    { groups: ["admins"] },
    { status: "CONFIRMED" },
    { "custom:role": "root" },
  ])("is not changed by %j", async (body) => {
    const answer = await api.patch(`/v1/admin/users/${admin.sub}`, body, { token });
    expect(answer.body.code).toBe("validation_failed");
  });
});
