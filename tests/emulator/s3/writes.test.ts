import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { watch } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "@jest/globals";
import { functionCredentials, s3Client, startTestBucket } from "../../support/worlds/test-bucket.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const Bucket = "files";

const bucket = await startTestBucket();
const s3 = bucket.s3;

const put = (Key: string, Body: string, extra: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...extra }));

async function read(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

/** A PUT with a URL like one signed by the functions. */
async function putByUrl(
  Key: string,
  headers: Record<string, string>,
  signed: string[] = [],
): Promise<Response> {
  const command = new PutObjectCommand({ Bucket, Key });
  const url = await getSignedUrl(s3, command, {
    signingDate: new Date(bucket.cloud.clock.now()),
    unhoistableHeaders: new Set(signed),
  });
  return fetch(url, { method: "PUT", body: "by url", headers });
}

describe("a body must match its digests", () => {
  test.each([
    ["ChecksumCRC32", { ChecksumCRC32: "AAAAAA==" }, "BadDigest"],
    ["ChecksumSHA1", { ChecksumSHA1: Buffer.alloc(20).toString("base64") }, "BadDigest"],
    ["ChecksumSHA256", { ChecksumSHA256: Buffer.alloc(32).toString("base64") }, "BadDigest"],
    ["ContentMD5", { ContentMD5: Buffer.alloc(16).toString("base64") }, "BadDigest"],
  ])("%s", async (name, digest, error) => {
    await expect(put(`digest/${name}`, "hello", digest)).rejects.toMatchObject({ name: error });
    await expect(read(`digest/${name}`)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("and is stored if it matches", async () => {
    const digest = (algorithm: string) => createHash(algorithm).update("hello").digest("base64");
    await put("digest/md5", "hello", { ContentMD5: digest("md5") });
    await put("digest/sha256", "hello", { ChecksumSHA256: digest("sha256") });
    expect(await read("digest/md5")).toBe("hello");
    expect(await read("digest/sha256")).toBe("hello");
  });

  test("also the signed hash of the payload", async () => {
    const response = await fetch(`${bucket.url}/digest/payload`, {
      method: "PUT",
      body: "another body",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
        "x-amz-content-sha256": createHash("sha256").update("the signed body").digest("hex"),
      },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("<Code>XAmzContentSHA256Mismatch</Code>");
  });
});

describe("conditions on existing objects", () => {
  test("If-None-Match: * writes only if no object exists", async () => {
    await put("if/none", "first", { IfNoneMatch: "*" });
    await expect(put("if/none", "second", { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    expect(await read("if/none")).toBe("first");
  });

  test("If-Match overwrites only the expected object", async () => {
    const { ETag } = await put("if/match", "first");
    await put("if/match", "second", { IfMatch: ETag });
    await expect(put("if/match", "third", { IfMatch: ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(put("if/nothing", "x", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await read("if/match")).toBe("second");
  });
});

describe("a URL for a PUT", () => {
  test("can't be used with metadata that was not signed", async () => {
    const response = await putByUrl("url/meta", { "x-amz-meta-role": "admin" });
    expect(response.status).toBe(403);
    const body = await response.text();
    expect(body).toContain("There were headers present in the request which were not signed");
    expect(body).toContain("<HeadersNotSigned>x-amz-meta-role</HeadersNotSigned>");
  });

  test("can't be signed with unknown credentials", async () => {
    const stranger = s3Client(bucket.cloud, { accessKeyId: "stranger", secretAccessKey: "stranger" });
    const url = await getSignedUrl(stranger, new GetObjectCommand({ Bucket, Key: "k" }), {
      signingDate: new Date(bucket.cloud.clock.now()),
    });
    stranger.destroy();
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>InvalidAccessKeyId</Code>");
  });
});

describe("keys", () => {
  test.each([
    "a",
    "a/",
    "a/b",
    "a b+c&d=e?f#g%41'()*!~;,$@:.txt",
    "grüße/日本/😀",
    "..a/b..",
    "a\\b",
    "-rf",
    `long/${"x".repeat(1019)}`,
    "a//b",
    "/a",
    "//",
    "a/./b",
    "./a",
    "a/../b",
    "a/b/../../c",
    "A",
    "\u00e9",
    "e\u0301",
    "a._S3rver_object/b",
    "con",
    'a:b*?<>|".',
    "tail. ",
  ])("%j is stored separately from all others", async (key) => {
    await put(key, `of ${key}`);
    expect(await read(key)).toBe(`of ${key}`);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).toMatchObject({
      ContentLength: Buffer.byteLength(`of ${key}`),
    });
  });

  test.each(["../a", "a/../../b", "..", "a/./../../b", "a//../../b"])(
    "%j would leave its bucket and is refused",
    async (key) => {
      await expect(put(key, "x")).rejects.toMatchObject({ name: "InvalidURI" });
      await expect(read(key)).rejects.toMatchObject({ name: "InvalidURI" });
    },
  );

  test("one that is longer than S3 allows", async () => {
    await expect(put("x/".repeat(513), "x")).rejects.toMatchObject({ name: "KeyTooLongError" });
  });
});

describe("several objects", () => {
  test("are deleted in parallel with writes", async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `busy/${n}`);
    await Promise.all(keys.map((key) => put(key, key)));
    await Promise.all([
      ...keys.map((key) =>
        bucket.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: key }] } })),
      ),
      ...keys.map((key) => put(`${key}-new`, key)),
    ]);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "busy/" }));
    expect(Contents.map(({ Key }) => Key).toSorted()).toEqual(keys.map((key) => `${key}-new`).toSorted());
  });

  test("deleting returns deleted objects and errors", async () => {
    await put("del/a & <b>", "x");
    await put("del/123", "x");
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: {
          Objects: [{ Key: "del/a & <b>" }, { Key: "del/123" }, { Key: "del/none" }, { Key: "../x" }],
        },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["del/a & <b>", "del/123", "del/none"]);
    expect(Errors).toEqual([expect.objectContaining({ Key: "../x", Code: "InvalidURI" })]);
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "del/" }))).KeyCount).toBe(0);
  });

  test("deleting in quiet mode returns only errors", async () => {
    await put("quiet", "x");
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: "quiet" }] } }),
    );
    expect(Deleted).toBeUndefined();
    await expect(read("quiet")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

test("a copy, of a key with all special characters", async () => {
  const source = "copy/a b+c%41 ü?#.txt";
  await put(source, "copied");
  const CopySource = `${Bucket}/${encodeURIComponent(source)}`;
  await s3.send(new CopyObjectCommand({ Bucket, Key: "copy/target", CopySource }));
  expect(await read("copy/target")).toBe("copied");
});

test("buckets are created, filled, not removed until empty, and removed", async () => {
  await s3.send(new CreateBucketCommand({ Bucket: "mine" }));
  await s3.send(new PutObjectCommand({ Bucket: "mine", Key: "a/b/c", Body: "x" }));
  await expect(s3.send(new DeleteBucketCommand({ Bucket: "mine" }))).rejects.toMatchObject({
    name: "BucketNotEmpty",
  });
  await s3.send(new DeleteObjectsCommand({ Bucket: "mine", Delete: { Objects: [{ Key: "a/b/c" }] } }));
  await s3.send(new DeleteBucketCommand({ Bucket: "mine" }));
  await expect(s3.send(new ListObjectsV2Command({ Bucket: "mine" }))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
});

test("a page from a bucket is shown without the local cloud's origin", async () => {
  await put("page.html", "<script>fetch('/_local/inbox')</script>", { ContentType: "text/html" });
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "page.html" }), {
    signingDate: new Date(bucket.cloud.clock.now()),
  });
  const policy = (await fetch(url)).headers.get("content-security-policy");
  expect(policy).toMatch(/^sandbox /);
  expect(policy).not.toContain("allow-same-origin");
});

/** Headers and body of a form that ends in the middle of its file. */
async function halfAForm(client: S3Client): Promise<string> {
  const { fields } = await createPresignedPost(client, { Bucket, Key: "cut" });
  const part = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const parts = Object.entries(fields).map(([name, value]) => part(name, value));
  const file = `--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf`;
  return `content-type: multipart/form-data; boundary=b\r\n\r\n${parts.join("")}${file}`;
}

describe("on disk", () => {
  test("nothing outside of the buckets is read, written or removed", async () => {
    const state = mkdtempSync(join(tmpdir(), "s3-test-"));
    const cloud = await startTestCloud({ stateDirectory: state });
    const client = s3Client(cloud, functionCredentials);
    try {
      await client.send(new CreateBucketCommand({ Bucket }));
      mkdirSync(join(state, "prey"));
      for (const name of ["key", "metadata", "1", "secret._S3rver_object"]) {
        writeFileSync(join(state, "prey", name), "{}");
      }
      const UploadId = "../../../../prey";
      const Parts = [{ PartNumber: 1, ETag: '"x"' }];
      await expect(
        client.send(
          new CompleteMultipartUploadCommand({ Bucket, Key: "k", UploadId, MultipartUpload: { Parts } }),
        ),
      ).rejects.toMatchObject({ name: "NoSuchUpload" });
      await expect(
        client.send(new UploadPartCommand({ Bucket, Key: "k", UploadId, PartNumber: 2, Body: "x" })),
      ).rejects.toMatchObject({ name: "NoSuchUpload" });
      const PartNumber = "../../../../../prey/2" as unknown as number;
      await expect(
        client.send(
          new UploadPartCommand({ Bucket, Key: "k", UploadId: "a".repeat(32), PartNumber, Body: "x" }),
        ),
      ).rejects.toMatchObject({ name: "InvalidArgument" });
      await client.send(new PutObjectCommand({ Bucket, Key: "../prey/key".slice(3), Body: "x" }));
      for (const CopySource of ["files/../../../prey/secret", "../prey/secret", "files/%2e%2e/%2e%2e/x"]) {
        await expect(
          client.send(new CopyObjectCommand({ Bucket, Key: "stolen", CopySource })),
        ).rejects.toMatchObject({ name: expect.stringMatching(/^Invalid(URI|Argument)$/) });
      }
      expect(readdirSync(join(state, "prey")).toSorted()).toEqual([
        "1",
        "key",
        "metadata",
        "secret._S3rver_object",
      ]);
    } finally {
      client.destroy();
      await cloud.close();
      rmSync(state, { recursive: true, force: true });
    }
  });

  test.each([
    [
      "PUT",
      "/files/cut",
      `authorization: AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00\r\n\r\nhalf`,
    ],
    [
      "PUT",
      "/files/cut",
      `authorization: AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00\r\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n\r\n64\r\nhalf`,
    ],
    ["POST", "/files", null],
  ])("an interrupted upload by %s leaves nothing", async (method, path, rest) => {
    const state = mkdtempSync(join(tmpdir(), "s3-test-"));
    const cloud = await startTestCloud({ stateDirectory: state });
    const client = s3Client(cloud, functionCredentials);
    const watching = new AbortController();
    try {
      await client.send(new CreateBucketCommand({ Bucket }));
      const arrivals = join(state, "s3/arrivals");
      const changes = watch(arrivals, { signal: watching.signal });
      const socket = connect(cloud.port, "127.0.0.1");
      const head = `${method} ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n`;
      cloud.clock.advance(Date.now() - cloud.clock.now()); // The SDK dates forms by the machine's clock.
      // A new client, without a clock offset.
      socket.write(head + (rest ?? (await halfAForm(s3Client(cloud, functionCredentials)))));
      for await (const _change of changes) {
        if (!socket.destroyed && readdirSync(arrivals).length === 1) socket.destroy();
        else if (readdirSync(arrivals).length === 0) break;
      }
      expect(socket.destroyed).toBe(true);
      expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    } finally {
      watching.abort();
      client.destroy();
      await cloud.close();
      rmSync(state, { recursive: true, force: true });
    }
  });

  test("objects survive a restart; incomplete uploads do not", async () => {
    const state = mkdtempSync(join(tmpdir(), "s3-test-"));
    const once = async (work: (client: S3Client) => Promise<void>) => {
      const cloud = await startTestCloud({ stateDirectory: state });
      const client = s3Client(cloud, functionCredentials);
      try {
        await work(client);
      } finally {
        client.destroy();
        await cloud.close();
      }
    };
    try {
      await once(async (client) => {
        await client.send(new CreateBucketCommand({ Bucket }));
        await client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "x", Metadata: { a: "b" } }));
      });
      const left = join(state, "s3/arrivals/half");
      writeFileSync(left, "ha");
      await once(async (client) => {
        const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key: "kept" }));
        expect(await Body?.transformToString()).toBe("x");
        expect(Metadata).toEqual({ a: "b" });
      });
      expect(existsSync(left)).toBe(false);
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  });
});
