import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "@jest/globals";
import { s3Client, startTestBucket } from "../../support/worlds/test-bucket.ts";

const Bucket = "files";

const bucket = await startTestBucket();
const s3 = bucket.s3;

async function contentOf(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

describe("through the SDK", () => {
  test("an object keeps its content, type and metadata", async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "users/a b/ü+&=(1).txt",
        Body: "hello",
        ContentType: "text/plain; charset=utf-8",
        ContentDisposition: "inline",
        Metadata: { owner: "ada" },
      }),
    );
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "users/a b/ü+&=(1).txt" }));
    expect(head).toMatchObject({
      ContentLength: 5,
      ContentType: "text/plain; charset=utf-8",
      ContentDisposition: "inline",
      Metadata: { owner: "ada" },
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
    });
    expect(await contentOf("users/a b/ü+&=(1).txt")).toBe("hello");
  });

  test("a stream of unknown length is decoded, and its checksum verified", async () => {
    const Body = Readable.from([Buffer.alloc(70_000, "a"), Buffer.from("end")]);
    await s3.send(new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: 70_003 }));
    const { Body: content, ContentEncoding } = await s3.send(
      new GetObjectCommand({ Bucket, Key: "streamed" }),
    );
    expect(await content?.transformToString()).toBe(`${"a".repeat(70_000)}end`);
    expect(ContentEncoding).toBeUndefined();
  });

  test("an empty object", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "empty", Body: new Uint8Array() }));
    expect(await contentOf("empty")).toBe("");
  });

  test("a wrong checksum is refused, and the stored object stays", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "first" }));
    const wrong = new PutObjectCommand({ Bucket, Key: "kept", Body: "second", ChecksumCRC32: "AAAAAA==" });
    await expect(s3.send(wrong)).rejects.toMatchObject({ name: "BadDigest" });
    expect(await contentOf("kept")).toBe("first");
  });

  test("a range of an object", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "long", Body: "0123456789" }));
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: "long", Range: "bytes=2-4" }));
    expect(part.ContentRange).toBe("bytes 2-4/10");
    expect(await part.Body?.transformToString()).toBe("234");
  });

  test("deleting: one, several, and missing objects", async () => {
    for (const Key of ["d/1", "d/2", "d/3"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "d/1" }));
    await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "d/2" }, { Key: "d/3" }] } }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "never-there" }));
    const left = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "d/" }));
    expect(left.KeyCount).toBe(0);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: "d/1" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "d/1" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  test("a copy", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "copied", ContentType: "text/plain" }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: "target", CopySource: "files/source" }));
    expect(await contentOf("target")).toBe("copied");
  });

  test("listing by prefix and delimiter", async () => {
    for (const Key of ["p/a/1", "p/a/2", "p/b/1", "p/c"]) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    }
    const list = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "p/", Delimiter: "/" }));
    expect(list.Contents?.map(({ Key, Size }) => ({ Key, Size }))).toEqual([{ Key: "p/c", Size: 1 }]);
    expect(list.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(["p/a/", "p/b/"]);
  });

  test("a list continues after its page, each key once and in order", async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `pages/${index}`);
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const seen: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: "pages/", MaxKeys: 3, ContinuationToken: token }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(3);
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(seen).toEqual(keys);
  });

  test("an invalid continuation token is refused", async () => {
    const list = new ListObjectsV2Command({ Bucket, ContinuationToken: "made-up" });
    await expect(s3.send(list)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  test("lists in the order of bytes, regardless of folders", async () => {
    const keys = ["o/a-b", "o/a/1", "o/a0", "o/\u{ff5e}", "o/\u{1f600}"];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const list = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "o/" }));
    expect(list.Contents?.map(({ Key }) => Key)).toEqual(keys);
  });
});

/** A GET with unknown credentials, to any host and path. */
async function rawGet(path: string, host?: string): Promise<{ status: number | undefined; body: string }> {
  const request = get({
    host: "127.0.0.1",
    port: bucket.cloud.port,
    path,
    headers: {
      ...(host === undefined ? {} : { host }),
      authorization:
        "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
      "x-amz-date": "20260115T120000Z",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    },
  });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

test("the bucket's name may be a subdomain of localhost", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "by/host", Body: "here" }));
  const found = await rawGet("/by/host", `files.localhost:${bucket.cloud.port}`);
  expect(found).toEqual({ status: 200, body: "here" });
});

describe("authentication", () => {
  test("an unsigned request is refused", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "secret", Body: "x" }));
    for (const [method, path] of [
      ["GET", "/secret"],
      ["HEAD", "/secret"],
      ["PUT", "/secret"],
      ["DELETE", "/secret"],
      ["GET", ""],
    ] as const) {
      expect((await fetch(`${bucket.url}${path}`, { method })).status).toBe(403);
    }
    const refused = await fetch(`${bucket.url}/secret`);
    expect(await refused.text()).toContain("<Code>AccessDenied</Code><Message>Access Denied</Message>");
    expect(await contentOf("secret")).toBe("x");
  });

  test("any credentials are accepted", async () => {
    const stranger = s3Client(bucket.cloud, {
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "whatever",
    });
    await stranger.send(new PutObjectCommand({ Bucket, Key: "by-stranger", Body: "x" }));
    stranger.destroy();
    expect(await contentOf("by-stranger")).toBe("x");
  });

  test("the local credentials with a wrong secret are refused", async () => {
    const impostor = s3Client(bucket.cloud, { accessKeyId: "local", secretAccessKey: "guessed" });
    const put = impostor.send(new PutObjectCommand({ Bucket, Key: "by-impostor", Body: "x" }));
    await expect(put).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    impostor.destroy();
  });

  test("an unknown bucket, and invalid names", async () => {
    for (const name of ["nowhere", "..", "UPPER"]) {
      await expect(s3.send(new GetObjectCommand({ Bucket: name, Key: "k" }))).rejects.toMatchObject({
        name: "NoSuchBucket",
      });
    }
  });

  test("a key cannot leave its bucket", async () => {
    for (const key of [
      "../cloud.sqlite",
      "..%2Fcloud.sqlite",
      "a%2F..%2F..%2Fx",
      "%2e%2e%2fx",
      "%2e%2e/x",
      "a/%2e%2e%2f%2e%2e%2fx",
      "a%00b",
      "%ff",
    ]) {
      const { status, body } = await rawGet(`/files/${key}`);
      expect(status).toBe(400);
      expect(body).toContain("<Code>InvalidURI</Code>");
    }
  });
});
