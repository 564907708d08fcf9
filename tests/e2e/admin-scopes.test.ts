import { beforeAll, expect, test } from "@jest/globals";
import { GROUP_SCOPES } from "../../libs/auth/permissions.ts";
import { ROUTES_BY_MODULE } from "../../scripts/api-docs/all-routes.ts";
import { NOBODY } from "../support/checks/every-route.ts";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const routes = Object.values(ROUTES_BY_MODULE)
  .flat()
  .filter(({ path }) => path.startsWith("/v1/admin/"));
const tokens = new Map<string, string>();

beforeAll(async () => {
  tokens.set("users", (await newAccount(api)).token);
  tokens.set("support", (await newStaff(api, "support")).token);
});

test("there are routes, and every one requires a recent sign-in and an administrator's scope", () => {
  expect(routes).toHaveLength(28);
  for (const { assurance, scope } of routes) {
    expect(assurance).toBe("recent");
    expect(["api/users.read", "api/users.write", "api/audit.read"]).toContain(scope);
  }
});

const cases = ["users", "support"].flatMap((group) =>
  routes
    .filter(({ scope }) => scope !== undefined && !GROUP_SCOPES.get(group)?.includes(scope))
    .map(({ method, path }) => ({ group, method, path })),
);

test.each(cases)("the gateway refuses $group $method $path", async ({ group, method, path }) => {
  const url = path.replace("{id}", NOBODY).replace("{group}", "users").replace("{session}", NOBODY);
  const token = tokens.get(group) ?? "";
  const body = ["POST", "PUT", "PATCH"].includes(method) ? "{}" : undefined;
  const answer = await api.send(method, url, body, { token });
  expect(answer.status).toBe(403);
  expect(answer.body).toEqual({ message: "Forbidden" });
});

test("support looks users up", async () => {
  const token = tokens.get("support") ?? "";
  expect((await api.get("/v1/admin/users?limit=1", { token })).status).toBe(200);
  expect((await api.get("/v1/admin/groups", { token })).status).toBe(200);
});

// The bucket knows no users: the list of an unknown user's files is empty.
const onUser = routes.filter(({ path }) => path.includes("{id}") && !path.endsWith("/files"));

test.each(onUser)("$method $path of an unknown user is not found", async ({ method, path }) => {
  const { token } = await newStaff(api);
  const url = path.replace("{id}", NOBODY).replace("{group}", "users").replace("{session}", NOBODY);
  const body = method === "PATCH" ? '{"name":"x"}' : ["POST", "PUT"].includes(method) ? "{}" : undefined;
  const answer = await api.send(method, url, body, { token });
  expect(answer.status).toBe(404);
  expect(answer.body.code).toBe("not_found");
});

test("an unknown user has no files", async () => {
  const { token } = await newStaff(api, "support");
  const { status, body } = await api.get(`/v1/admin/users/${NOBODY}/files`, { token });
  expect(status).toBe(200);
  expect(body).toMatchObject({ items: [], quota: { usedBytes: 0, usedFiles: 0 } });
});

test.each(["/v1/admin/users/ada@example.com", "/v1/admin/users/x"])("%s is not an id", async (path) => {
  const { token } = await newStaff(api);
  expect((await api.get(path, { token })).body.code).toBe("validation_failed");
});
