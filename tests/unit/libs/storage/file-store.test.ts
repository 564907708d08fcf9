import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { activityTable } from "../../../../libs/activity/activity-table.ts";
import { FileStore } from "../../../../libs/storage/file-store.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

const ids = ["1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "9f1b2c3d-0000-4000-8000-000000000002"];
const [id = ""] = ids;
const head = {
  "content-type": "text/plain",
  "content-length": "20",
  "last-modified": "Fri, 28 Aug 2026 12:00:00 GMT",
  "x-amz-meta-name": "na%C3%AFve.txt",
};

let s3: Awaited<ReturnType<typeof startAwsEndpoint>>;
let store: FileStore;

beforeAll(async () => {
  s3 = await startAwsEndpoint();
  store = new FileStore({
    bucket: "files",
    maxBytes: 1000,
    avatarMaxBytes: 100,
    types: ["text/plain", "image/*"],
    quota: { bytes: 5000, files: 10 },
    table: activityTable("activity"),
  });
});

afterAll(() => s3.stop());

beforeEach(() => {
  s3.received.length = 0;
  s3.answer(({ method, url, headers }) => {
    // A table that accepts every write and is empty.
    const target = headers["x-amz-target"];
    if (target !== undefined) {
      return { body: String(target).endsWith("UpdateItem") ? '{"Attributes":{"version":{"N":"1"}}}' : "{}" };
    }
    if (url.searchParams.has("list-type")) return { body: list([], false) };
    return method === "DELETE" ? { status: 204 } : { headers: head };
  });
});

function list(keys: readonly string[], truncated: boolean): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>20</Size></Contents>`).join("");
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${truncated}</IsTruncated>${contents}</ListBucketResult>`;
}

/** A new file, as the route passes it. */
const file = (members: Partial<Parameters<FileStore["create"]>[1]> = {}) => ({
  name: "a",
  contentType: "text/plain",
  purpose: "file" as const,
  ...members,
});

function policyOf(fields: Readonly<Record<string, string>>): { expiration: string; conditions: unknown[] } {
  return JSON.parse(Buffer.from(fields.Policy ?? "", "base64").toString());
}

describe("a new file", () => {
  test("is uploaded only to its key, with its type and name", async () => {
    const { id: created, upload } = await store.create("me", file({ name: "naïve.txt" }));
    expect(upload.fields).toMatchObject({
      key: `users/me/${created}`,
      "Content-Type": "text/plain",
      "x-amz-meta-name": "na%C3%AFve.txt",
    });
    expect(policyOf(upload.fields).conditions).toEqual(
      expect.arrayContaining([
        ["content-length-range", 1, 1000],
        { key: `users/me/${created}` },
        { bucket: "files" },
        { "Content-Type": "text/plain" },
        { "x-amz-meta-name": "na%C3%AFve.txt" },
      ]),
    );
  });

  test("with a known size has exactly that size", async () => {
    const { upload } = await store.create("me", file({ size: 20 }));
    expect(policyOf(upload.fields).conditions).toContainEqual(["content-length-range", 20, 20]);
  });

  test("may not exceed the maximum size", async () => {
    await expect(store.create("me", file({ size: 1001 }))).rejects.toMatchObject({
      code: "file_too_large",
      detail: "The file must not exceed 1000 bytes.",
    });
    await expect(
      store.create("me", file({ size: 101, contentType: "image/png", purpose: "avatar" })),
    ).rejects.toMatchObject({ code: "file_too_large", detail: "The file must not exceed 100 bytes." });
  });

  test.each([
    ["application/pdf", "file"],
    ["text/html", "file"],
    ["image/svg+xml", "file"],
    ["image/svg+xml", "avatar"],
    ["text/plain", "avatar"],
  ] as const)("of type %s may not be %s", async (contentType, purpose) => {
    await expect(store.create("me", file({ contentType, purpose }))).rejects.toMatchObject({
      code: "file_type_not_allowed",
    });
  });

  test("with a known checksum must match it", async () => {
    const sha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    const { upload } = await store.create("me", file({ sha256 }));
    expect(upload.fields).toMatchObject({
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": sha256,
    });
    expect(policyOf(upload.fields).conditions).toEqual(
      expect.arrayContaining([{ "x-amz-checksum-algorithm": "SHA256" }, { "x-amz-checksum-sha256": sha256 }]),
    );
  });

  test("that is an avatar always has the same id, which no other user has", async () => {
    const avatar = file({ contentType: "image/png", purpose: "avatar" });
    const [first, second, others] = await Promise.all([
      store.create("me", avatar),
      store.create("me", avatar),
      store.create("them", avatar),
    ]);
    expect(first.id).toBe(second.id);
    expect(first.id).not.toBe(others.id);
    expect(await store.get("me", first.id)).toMatchObject({ purpose: "avatar" });
    expect(await store.get("me", others.id)).toMatchObject({ purpose: "file" });
  });

  test("may be uploaded until its policy ends, and no longer than ten minutes", async () => {
    const { upload } = await store.create("me", file());
    const promised = Date.parse(upload.expiresAt);
    expect(Math.abs(Date.parse(policyOf(upload.fields).expiration) - promised)).toBeLessThan(2000);
    expect(promised - Date.now()).toBeLessThanOrEqual(600_000);
  });

  test("has its own id", async () => {
    const [first, second] = await Promise.all([store.create("me", file()), store.create("me", file())]);
    expect(first.id).not.toBe(second.id);
  });

  test("is sent to the environment's endpoint", async () => {
    const { upload } = await store.create("me", file());
    expect(upload.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/files\/?$/);
  });
});

describe("one file", () => {
  test("is described with S3's data, with a URL to download it", async () => {
    const { download, ...described } = await store.get("me", id);
    expect(described).toEqual({
      id,
      purpose: "file",
      name: "naïve.txt",
      contentType: "text/plain",
      size: 20,
      createdAt: "2026-08-28T12:00:00.000Z",
    });
    const url = new URL(download.url);
    expect(url.pathname).toBe(`/files/users/me/${id}`);
    expect(url.searchParams.get("X-Amz-Expires")).toBe("300");
    expect(url.searchParams.get("response-content-disposition")).toContain("filename*=UTF-8''na%C3%AFve.txt");
  });

  test("has the checksum that S3 stores", async () => {
    s3.answer(({ headers }) => ({
      headers: { ...head, "x-amz-checksum-sha256": String(headers["x-amz-checksum-mode"]) },
    }));
    expect(await store.get("me", id)).toMatchObject({ sha256: "ENABLED" });
  });

  test("can be downloaded by clients without support for S3's checksums", async () => {
    const { download } = await store.get("me", id);
    expect(download.url).not.toContain("checksum");
  });

  test("that was uploaded otherwise, with an unencoded name, still has a name", async () => {
    s3.answer(() => ({ headers: { ...head, "x-amz-meta-name": "100%" } }));
    expect(await store.get("me", id)).toMatchObject({ name: id });
  });

  test("that does not exist is not found", async () => {
    s3.answer(() => ({ status: 404 }));
    await expect(store.get("me", id)).rejects.toMatchObject({ code: "not_found" });
    await expect(store.delete("me", id)).rejects.toMatchObject({ code: "not_found" });
    expect(s3.received.map(({ method }) => method)).toEqual(["HEAD", "HEAD"]);
  });

  test("is deleted with its owner's key", async () => {
    await store.delete("me", id);
    expect(s3.received.at(-1)).toMatchObject({
      method: "DELETE",
      url: { pathname: `/files/users/me/${id}` },
    });
  });

  test("that S3 refuses to show is an internal error, not a missing file", async () => {
    s3.answer(() => ({ status: 403 }));
    await expect(store.get("me", id)).rejects.toMatchObject({ code: "internal_error" });
  });
});

describe("a list", () => {
  test("requests the caller's prefix and describes the files", async () => {
    s3.answer(({ method }) =>
      method === "HEAD"
        ? { headers: head }
        : {
            body: list(
              ids.map((each) => `users/me/${each}`),
              false,
            ),
          },
    );
    const page = await store.list("me", { limit: 20 });
    expect(page.items.map((each) => each.id)).toEqual(ids);
    expect(page.cursor).toBeUndefined();
    expect(Object.fromEntries(s3.received[0]?.url.searchParams ?? [])).toMatchObject({
      prefix: "users/me/",
      "max-keys": "20",
    });
  });

  test("continues after the last key with its cursor", async () => {
    s3.answer(({ method }) =>
      method === "HEAD" ? { headers: head } : { body: list([`users/me/${id}`], true) },
    );
    const { cursor } = await store.list("me", { limit: 1 });
    await store.list("me", { limit: 1, cursor });
    const next = s3.received.filter(({ method }) => method === "GET").at(-1)?.url.searchParams;
    expect(next?.get("start-after")).toBe(`users/me/${id}`);
  });

  test("requests the caller's prefix even with another user's cursor", async () => {
    s3.answer(({ method }) =>
      method === "HEAD" ? { headers: head } : { body: list([`users/them/${id}`], true) },
    );
    const { cursor } = await store.list("them", { limit: 1 });
    s3.answer(() => ({ body: list([], false) }));
    await store.list("me", { limit: 1, cursor });
    expect(Object.fromEntries(s3.received.at(-1)?.url.searchParams ?? [])).toMatchObject({
      prefix: "users/me/",
      "start-after": `users/me/${id}`,
    });
  });

  test("leaves out files that were deleted meanwhile and foreign objects", async () => {
    s3.answer(({ method, url }) => {
      if (method === "GET") {
        return { body: list([...ids.map((each) => `users/me/${each}`), "users/me/notes.txt"], false) };
      }
      return url.pathname.endsWith(id) ? { status: 404 } : { headers: head };
    });
    const { items } = await store.list("me", { limit: 20 });
    expect(items.map((each) => each.id)).toEqual(ids.slice(1));
  });

  test("without files is empty", async () => {
    s3.answer(() => ({ body: list([], false) }));
    expect(await store.list("me", { limit: 20 })).toEqual({ items: [] });
  });
});
