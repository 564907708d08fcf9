import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, type Json } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());
let token: string;
let strangersToken: string;

beforeAll(async () => {
  [token, strangersToken] = await Promise.all([
    api.newSession().then(({ accessToken }) => accessToken),
    api.newSession().then(({ accessToken }) => accessToken),
  ]);
});

interface Upload {
  readonly url: string;
  readonly fields: Record<string, string>;
}

async function send({ url, fields }: Upload, content: string): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([content]));
  return fetch(url, { method: "POST", body: form });
}

const create = (file: Json, as = token): Promise<ApiAnswer> => api.post("/v1/files", file, { token: as });

/** A stored file's id. */
async function store(file: Json, content: string, as = token): Promise<string> {
  const created = await create(file, as);
  const uploaded = await send(created.body.upload as Upload, content);
  if (!uploaded.ok) throw new Error(await uploaded.text());
  return String(created.body.id);
}

test("a file is uploaded, listed, read back under its own name, and deleted", async () => {
  const name = "Grüße & “quotes” 日本.txt";
  const id = await store({ name, contentType: "text/plain", size: 5 }, "hello");

  const file = await api.get(`/v1/files/${id}`, { token });
  expect(file.body).toMatchObject({ id, name, contentType: "text/plain", size: 5 });
  const download = await fetch((file.body.download as Upload).url);
  expect(await download.text()).toBe("hello");
  expect(download.headers.get("content-disposition")).toContain(
    `filename*=UTF-8''${encodeURIComponent(name)}`,
  );

  const list = await api.get("/v1/files", { token });
  expect(list.body.items).toContainEqual(expect.objectContaining({ id, name, size: 5 }));

  expect((await api.delete(`/v1/files/${id}`, { token })).status).toBe(204);
  expect((await api.get(`/v1/files/${id}`, { token })).status).toBe(404);
  expect((await api.delete(`/v1/files/${id}`, { token })).status).toBe(404);
});

test("a list pages through every file once", async () => {
  const { accessToken } = await api.newSession();
  const ids = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      store({ name: `${n}.txt`, contentType: "text/plain" }, "x", accessToken),
    ),
  );
  const seen = await api.allOf<{ id: string }>("/v1/files", { limit: "2" }, { token: accessToken });
  expect(seen.map(({ id }) => id).sort()).toEqual(ids.toSorted());
});

test("a list is sorted by newest first", async () => {
  const { accessToken } = await api.newSession();
  const names = ["first.txt", "second.txt", "third.txt"];
  for (const name of names) await store({ name, contentType: "text/plain" }, "x", accessToken);
  const { items } = (await api.get("/v1/files", { token: accessToken })).body;
  expect((items as Json[]).map(({ name }) => name)).toEqual(names.toReversed());
});

describe("an upload must match what was signed", () => {
  test("its size", async () => {
    const { body } = await create({ name: "a.txt", contentType: "text/plain", size: 5 });
    const tooLarge = await send(body.upload as Upload, "hello!");
    expect(tooLarge.status).toBe(400);
    expect(await tooLarge.text()).toContain("<Code>EntityTooLarge</Code>");
    const tooSmall = await send(body.upload as Upload, "hi");
    expect(tooSmall.status).toBe(400);
    expect(await tooSmall.text()).toContain("<Code>EntityTooSmall</Code>");
    expect((await api.get(`/v1/files/${body.id}`, { token })).status).toBe(404);
  });

  test.each([
    ["key", `users/${randomUUID()}/${randomUUID()}`],
    ["Content-Type", "text/html"],
    ["x-amz-meta-name", "other.txt"],
    ["acl", "public-read"],
  ])("its %s", async (field, value) => {
    const { body } = await create({ name: "a.txt", contentType: "text/plain" });
    const { url, fields } = body.upload as Upload;
    const answer = await send({ url, fields: { ...fields, [field]: value } }, "hello");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
  });

  test("a larger file than files may be is refused before it is sent", async () => {
    const answer = await create({
      name: "a.bin",
      contentType: "application/octet-stream",
      size: 10 * 1024 ** 2 + 1,
    });
    expect(answer.status).toBe(413);
    expect(answer.body.code).toBe("file_too_large");
  });
});

describe("a checksum", () => {
  const sha256 = createHash("sha256").update("hello").digest("base64");

  test("is checked at the upload and returned", async () => {
    const { body } = await create({ name: "a.txt", contentType: "text/plain", sha256 });
    const wrong = await send(body.upload as Upload, "hallo");
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("<Code>BadDigest</Code>");
    const other = { ...(body.upload as Upload).fields, "x-amz-checksum-sha256": `A${sha256.slice(1)}` };
    expect((await send({ ...(body.upload as Upload), fields: other }, "hello")).status).toBe(403);
    expect((await send(body.upload as Upload, "hello")).ok).toBe(true);
    const file = await api.get(`/v1/files/${body.id}`, { token });
    expect(file.body).toMatchObject({ sha256 });
    expect((await api.get("/v1/files", { token })).body.items).toContainEqual(
      expect.objectContaining({ id: body.id, sha256 }),
    );
  });

  test.each(["", "hello", sha256.slice(1), `${sha256}=`, `${sha256.slice(0, 42)}/=`])(
    "that is invalid is refused: %j",
    async (text) => {
      const answer = await create({ name: "a.txt", contentType: "text/plain", sha256: text });
      expect(answer.body).toMatchObject({ code: "validation_failed", errors: [{ pointer: "#/sha256" }] });
    },
  );
});

describe("an avatar", () => {
  const avatar = { name: "me.png", contentType: "image/png", purpose: "avatar" };

  test("is replaced by the next one after its upload, and is found by its purpose", async () => {
    const { accessToken } = await api.newSession();
    const avatars = async () =>
      (await api.get("/v1/files?purpose=avatar", { token: accessToken })).body.items as Json[];
    expect(await avatars()).toEqual([]);
    const id = await store({ ...avatar, name: "first.png" }, "first", accessToken);
    const { body } = await create({ ...avatar, name: "second.png" }, accessToken);
    expect(await avatars()).toMatchObject([{ id, purpose: "avatar", name: "first.png" }]);
    expect((await send(body.upload as Upload, "second")).ok).toBe(true);
    expect(await avatars()).toMatchObject([{ id, name: "second.png", size: 6 }]);
    const other = await store({ name: "a.txt", contentType: "text/plain" }, "x", accessToken);
    const listed = async (query: string) =>
      ((await api.get(`/v1/files${query}`, { token: accessToken })).body.items as Json[]).map(
        (file) => file.id,
      );
    expect(await listed("?purpose=file")).toEqual([other]);
    expect((await listed("")).toSorted()).toEqual([id, other].toSorted());
    expect((await api.delete(`/v1/files/${id}`, { token: accessToken })).status).toBe(204);
    expect(await avatars()).toEqual([]);
  });

  test.each(["image/svg+xml", "text/html", "application/pdf"])("is not %s", async (contentType) => {
    const answer = await create({ ...avatar, contentType });
    expect(answer.status).toBe(415);
    expect(answer.body.code).toBe("file_type_not_allowed");
  });

  test("has its own limit", async () => {
    expect((await create({ ...avatar, size: 1024 ** 2 + 1 })).body.code).toBe("file_too_large");
  });
});

test.each([
  "text/html",
  "text/html; charset=utf-8",
  "image/svg+xml",
  "Application/XHTML+xml",
  "text/javascript",
])("content that browsers run is refused: %s", async (contentType) => {
  const answer = await create({ name: "page", contentType });
  expect(answer.status).toBe(415);
  expect(answer.body.code).toBe("file_type_not_allowed");
});

test("requests for more uploads than the space allows are refused before the first upload", async () => {
  const { accessToken } = await api.newSession();
  const largest = { name: "a.bin", contentType: "application/octet-stream", size: 10 * 1024 ** 2 };
  for (let count = 0; count < 10; count += 1) expect((await create(largest, accessToken)).status).toBe(201);
  const answer = await create(largest, accessToken);
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({
    code: "quota_exceeded",
    detail: "All files together may have 104857600 bytes.",
  });
});

test("a deleted file does not count any more; its form reserves the space until it expires", async () => {
  const { accessToken } = await api.newSession();
  const quota = async () => (await api.get("/v1/files", { token: accessToken })).body.quota as Json;
  const id = await store({ name: "a.txt", contentType: "text/plain", size: 5 }, "hello", accessToken);
  const stored = await quota();
  expect(stored).toMatchObject({ usedBytes: 5, usedFiles: 1, reservedBytes: 0, reservedFiles: 0 });
  expect(stored).not.toHaveProperty("reservedUntil");
  const before = Date.now();
  await api.delete(`/v1/files/${id}`, { token: accessToken });
  const deleted = await quota();
  expect(deleted).toMatchObject({ usedBytes: 0, usedFiles: 0, reservedBytes: 5, reservedFiles: 1 });
  const held = Date.parse(String(deleted.reservedUntil)) - before;
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThanOrEqual(25 * 60_000);
});

describe("another user's file", () => {
  test("is not found: read, deleted or listed", async () => {
    const id = await store({ name: "mine.txt", contentType: "text/plain" }, "secret");
    const missing = await api.get(`/v1/files/${randomUUID()}`, { token: strangersToken });
    const others = await api.get(`/v1/files/${id}`, { token: strangersToken });
    expect(others.status).toBe(404);
    expect({ ...others.body, instance: null }).toEqual({ ...missing.body, instance: null });
    expect((await api.delete(`/v1/files/${id}`, { token: strangersToken })).status).toBe(404);
    expect((await api.get("/v1/files", { token: strangersToken })).text).not.toContain(id);
    expect((await api.get(`/v1/files/${id}`, { token })).status).toBe(200);
  });

  test("can't be reached by a cursor", async () => {
    const cursor = Buffer.from("../").toString("base64url");
    const page = await api.get(`/v1/files?cursor=${cursor}`, { token: strangersToken });
    expect({ status: page.status, body: page.body }).toEqual({ status: 200, body: { items: [] } });
    const forged = await api.get("/v1/files?cursor=%21%21", { token: strangersToken });
    expect(forged.status).toBe(400);
    expect(forged.body.code).toBe("invalid_cursor");
  });
});

test("a file's URL does not work without its signature, nor with another key", async () => {
  const id = await store({ name: "mine.txt", contentType: "text/plain" }, "secret");
  const { download } = (await api.get(`/v1/files/${id}`, { token })).body as { download: Upload };
  const bare = new URL(download.url);
  bare.search = "";
  expect((await fetch(bare)).status).toBe(403);
  const altered = new URL(download.url);
  altered.pathname = altered.pathname.replace(id, randomUUID());
  expect((await fetch(altered)).status).toBe(403);
});
