import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createApiClient, type Problem } from "../../clients/typescript/api-client.ts";
import { ApiClient, type Person } from "../support/api-client.ts";
import { sharedStack } from "../support/shared-stack.ts";

/** What a client app's developer has: an address, a token, and the types of clients/typescript. */
const { apiUrl } = sharedStack();
let person: Person;
let token: string | undefined;
const api = createApiClient({ baseUrl: apiUrl, accessToken: () => token });

beforeAll(async () => {
  person = await new ApiClient(sharedStack()).register();
  const { data } = await api.POST("/v1/auth/sign-in", {
    body: { email: person.email, password: person.password },
  });
  // Either tokens or a challenge: the types say so.
  if (data === undefined || !("tokens" in data)) throw new Error("no tokens");
  token = data.tokens.accessToken;
});

test("the own profile is read and changed", async () => {
  const changed = await api.PATCH("/v1/me", { body: { givenName: "Ada", locale: "en-GB" } });
  expect(changed.response.status).toBe(200);
  const { data } = await api.GET("/v1/me");
  expect(data).toMatchObject({ email: person.email, givenName: "Ada", locale: "en-GB" });
});

test("a file is uploaded, found in a list, downloaded and deleted", async () => {
  const content = "hello";
  const sha256 = createHash("sha256").update(content).digest("base64");
  const created = await api.POST("/v1/files", {
    body: { name: "greeting.txt", contentType: "text/plain", size: content.length, sha256 },
  });
  if (created.data === undefined) throw new Error(JSON.stringify(created.error));
  const { id, upload } = created.data;
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([content]));
  expect((await fetch(upload.url, { method: "POST", body: form })).ok).toBe(true);

  const list = await api.GET("/v1/files", { params: { query: { limit: 5, purpose: "file" } } });
  expect(list.data?.items).toMatchObject([{ id, name: "greeting.txt", sha256 }]);
  const file = await api.GET("/v1/files/{id}", { params: { path: { id } } });
  const download = await fetch(file.data?.download.url ?? "");
  expect(await download.text()).toBe(content);
  expect((await api.DELETE("/v1/files/{id}", { params: { path: { id } } })).response.status).toBe(204);
});

describe("an error", () => {
  test("comes with a code of those that the operation may answer", async () => {
    const { error, response } = await api.GET("/v1/files/{id}", { params: { path: { id: randomUUID() } } });
    expect(response.status).toBe(404);
    if (error === undefined || !("code" in error)) throw new Error("no problem");
    const problem: Problem = error;
    expect(problem).toMatchObject({ code: "not_found", status: 404 });
    // @ts-expect-error An operation on files never answers this code.
    expect(error.code === "invalid_password").toBe(false);
  });

  test("of the gateway, without a token, is told by its status", async () => {
    const { data, response } = await createApiClient({ baseUrl: apiUrl }).GET("/v1/me");
    expect(data).toBeUndefined();
    expect(response.status).toBe(401);
  });
});

test("what the API does not take does not compile, and is refused where it is sent all the same", async () => {
  const refusals = await Promise.all([
    // @ts-expect-error Not a text.
    api.PATCH("/v1/me", { body: { givenName: 1 } }),
    // @ts-expect-error A member is missing.
    api.POST("/v1/files", { body: { name: "a.txt" } }),
    // @ts-expect-error Not one of the purposes.
    api.GET("/v1/files", { params: { query: { purpose: "banner" } } }),
    // @ts-expect-error No such path.
    api.GET("/v1/nothing"),
  ]);
  expect(refusals.map(({ response }) => response.status)).toEqual([400, 400, 400, 404]);
});
