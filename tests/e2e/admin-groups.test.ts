import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const admin = await newStaff(api);
const { token } = admin;

const newName = () => `g-${randomUUID()}`;

interface Listed {
  readonly name?: string;
  readonly sub?: string;
}

const listAll = (path: string) => api.allOf<Listed>(path, { limit: "2" }, { token });

test("a group is created, changed, listed and deleted", async () => {
  const name = newName();
  const created = await api.post(
    "/v1/admin/groups",
    { name, description: "Testers", precedence: 100, reason: "a project" },
    { token },
  );
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    name,
    description: "Testers",
    precedence: 100,
    scopes: [],
    protected: false,
  });
  expect((await api.post("/v1/admin/groups", { name }, { token })).body.code).toBe("group_exists");

  const changed = await api.patch(`/v1/admin/groups/${name}`, { description: "Beta" }, { token });
  expect(changed.body).toMatchObject({ description: "Beta", precedence: 100 });
  const read = await api.get(`/v1/admin/groups/${name}`, { token });
  expect(read.body).toEqual(changed.body);
  expect(await listAll("/v1/admin/groups")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name }),
      expect.objectContaining({ name: "admins", protected: true }),
    ]),
  );

  expect((await api.delete(`/v1/admin/groups/${name}?reason=over`, { token })).status).toBe(204);
  expect((await api.delete(`/v1/admin/groups/${name}`, { token })).status).toBe(404);
  expect((await api.patch(`/v1/admin/groups/${name}`, { description: "x" }, { token })).status).toBe(404);
  const { items } = (await api.get(`/v1/admin/events?user=${admin.sub}&limit=100`, { token })).body;
  const ofGroup = (items as { type: string; detail?: { group?: string }; reason?: string }[]).filter(
    ({ detail }) => detail?.group === name,
  );
  expect(ofGroup.map(({ type, reason }) => [type, reason])).toEqual([
    ["group_deleted", "over"],
    ["group_changed", undefined],
    ["group_created", "a project"],
  ]);
});

test.each(["users", "support", "admins"])("the deployment's group %s stays as it is", async (group) => {
  const path = `/v1/admin/groups/${group}`;
  expect((await api.delete(path, { token })).body.code).toBe("group_protected");
  expect((await api.patch(path, { description: "x" }, { token })).body.code).toBe("group_protected");
});

test.each([
  { name: "Has Space" },
  { name: "" },
  { name: "x".repeat(65) },
  { name: "[a]" },
  { name: "ok", precedence: 0 },
  { name: "ok", roleArn: "arn:aws:iam::000000000000:role/Admin" },
  {},
])("no group is created with %j", async (body) => {
  expect((await api.post("/v1/admin/groups", body, { token })).body.code).toBe("validation_failed");
});

test("members are added and removed, each once, and listed page by page", async () => {
  const name = newName();
  await api.post("/v1/admin/groups", { name }, { token });
  const members = [await newAccount(api), await newAccount(api), await newAccount(api)];
  for (const { sub } of members) {
    expect((await api.put(`/v1/admin/users/${sub}/groups/${name}`, {}, { token })).status).toBe(204);
  }
  const path = `/v1/admin/groups/${name}/users`;
  const subs = (items: readonly Listed[]) => items.map(({ sub }) => String(sub)).sort();
  expect(subs(await listAll(path))).toEqual(members.map(({ sub }) => sub).sort());

  const [gone] = members;
  const membership = `/v1/admin/users/${gone?.sub}/groups/${name}`;
  for (const _ of [1, 2]) expect((await api.delete(membership, { token })).status).toBe(204);
  expect(subs(await listAll(path))).toHaveLength(2);
  // The group gives no scope, so no user is signed out.
  expect((await api.get("/v1/me/export", { token: gone?.token ?? "" })).status).toBe(200);
});

test("an unknown group is not found", async () => {
  const { sub } = await newAccount(api);
  const name = newName();
  expect((await api.put(`/v1/admin/users/${sub}/groups/${name}`, {}, { token })).status).toBe(404);
  expect((await api.delete(`/v1/admin/users/${sub}/groups/${name}`, { token })).status).toBe(404);
  expect((await api.get(`/v1/admin/groups/${name}`, { token })).body.code).toBe("not_found");
  expect((await api.get(`/v1/admin/groups/${name}/users`, { token })).status).toBe(404);
});

test("a cursor of one group's members is refused for another group", async () => {
  const { cursor } = (await api.get("/v1/admin/groups?limit=1", { token })).body;
  expect(cursor).toEqual(expect.any(String));
  const other = await api.get(`/v1/admin/groups/users/users?cursor=${cursor}`, { token });
  expect(other.body.code).toBe("invalid_cursor");
  const madeUp = await api.get("/v1/admin/groups?cursor=made-up", { token });
  expect(madeUp.body.code).toBe("invalid_cursor");
});
