import { describe, expect, test } from "@jest/globals";
import { NOBODY } from "../support/checks/every-route.ts";
import { ApiClient, type Json } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const admin = await newStaff(api);
const { token } = admin;

const sessionsOf = async (sub: string) =>
  (await api.get(`/v1/admin/users/${sub}/sessions`, { token })).body.items as Json[];

const trailOf = async (sub: string) =>
  (await api.get(`/v1/admin/events?user=${sub}&limit=100`, { token })).body.items as Json[];

describe("a user's sessions", () => {
  test("are listed; one is ended with its reason, and the other stays", async () => {
    const user = await newAccount(api);
    const second = await api.signIn(user.person);
    const other = String(second.accessToken);
    for (const own of [user.token, other]) {
      expect((await api.get("/v1/me/sessions", { token: own })).status).toBe(200);
    }
    const sessions = await sessionsOf(user.sub);
    expect(sessions).toHaveLength(2);
    expect(sessions.map(({ current }) => current)).toEqual([false, false]);
    expect(sessions[0]).toMatchObject({ device: expect.any(String), ip: expect.any(String) });
    const own = (await api.get("/v1/me/sessions", { token: other })).body.items as Json[];
    const stays = own.find(({ current }) => current === true)?.id;
    const lost = own.find(({ current }) => current === false)?.id;

    const path = `/v1/admin/users/${user.sub}/sessions/${lost}`;
    expect((await api.delete(`${path}?reason=lost%20telephone`, { token })).status).toBe(204);
    expect((await api.get("/v1/me/export", { token: user.token })).body.code).toBe("session_revoked");
    expect((await api.get("/v1/me/export", { token: other })).status).toBe(200);
    expect((await sessionsOf(user.sub)).map(({ id }) => id)).toEqual([stays]);
    expect(await trailOf(user.sub)).toContainEqual(
      expect.objectContaining({
        type: "user_session_revoked",
        actor: admin.sub,
        reason: "lost telephone",
        detail: { session: lost },
      }),
    );
    const activity = (await api.get("/v1/me/activity", { token: other })).body.items as Json[];
    const told = activity.find(({ type }) => type === "user_session_revoked");
    expect(told).toBeDefined();
    for (const hidden of ["actor", "reason", "ip"]) expect(told).not.toHaveProperty(hidden);
  });

  test("another user's session, or an unknown one, is not found", async () => {
    const [user, stranger] = [await newAccount(api), await newAccount(api)];
    await api.get("/v1/me/sessions", { token: stranger.token });
    const [session] = await sessionsOf(stranger.sub);
    for (const id of [String(session?.id), NOBODY]) {
      const answer = await api.delete(`/v1/admin/users/${user.sub}/sessions/${id}`, { token });
      expect(answer.body.code).toBe("not_found");
    }
    expect(await sessionsOf(stranger.sub)).toHaveLength(1);
  });

  test("contain addresses and devices: support staff don't see them", async () => {
    const [user, support] = [await newAccount(api), await newStaff(api, "support")];
    const path = `/v1/admin/users/${user.sub}/sessions`;
    expect((await api.get(path, { token: support.token })).status).toBe(403);
    expect((await api.delete(`${path}/${NOBODY}`, { token: support.token })).status).toBe(403);
  });
});

describe("a user's files", () => {
  async function store(name: string, content: string, as: string): Promise<string> {
    const file = { name, contentType: "text/plain", size: content.length };
    const { id, upload } = (await api.post("/v1/files", file, { token: as })).body as {
      id: string;
      upload: { url: string; fields: Record<string, string> };
    };
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
    form.append("file", new Blob([content]));
    expect((await fetch(upload.url, { method: "POST", body: form })).ok).toBe(true);
    return id;
  }

  test("are listed with name, size and date, page by page, without their content", async () => {
    const [user, support] = [await newAccount(api), await newStaff(api, "support")];
    const ids = [];
    for (const name of ["a Grüße.txt", "b.txt", "c.txt"]) ids.push(await store(name, "hello", user.token));
    const path = `/v1/admin/users/${user.sub}/files`;
    const first = await api.get(`${path}?limit=2`, { token: support.token });
    expect(first.body.quota).toMatchObject({ usedBytes: 15, usedFiles: 3 });
    const rest = await api.get(`${path}?limit=2&cursor=${first.body.cursor}`, { token: support.token });
    expect(rest.body).not.toHaveProperty("quota");
    expect(rest.body).not.toHaveProperty("cursor");
    const files = [...(first.body.items as Json[]), ...(rest.body.items as Json[])];
    expect(files.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(files.map(({ name }) => name).sort()).toEqual(["a Grüße.txt", "b.txt", "c.txt"]);
    for (const file of files) {
      expect(Object.keys(file).sort()).toEqual(["contentType", "createdAt", "id", "name", "purpose", "size"]);
    }
    const forged = await api.get(`${path}?cursor=%2A`, { token: support.token });
    expect(forged.body.code).toBe("invalid_cursor");
  });
});
