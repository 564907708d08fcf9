import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const Bucket = "files";
const Key = "watched";
const OTHER = '"00000000000000000000000000000000"';

const bucket = await startTestBucket();
const etag = String((await bucket.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }))).ETag);
const modified = (await bucket.s3.send(new HeadObjectCommand({ Bucket, Key }))).LastModified ?? new Date(0);

const before = () => new Date(modified.getTime() - 1000);
const after = () => new Date(modified.getTime() + 1000);

const statusOf = (work: Promise<{ $metadata: { httpStatusCode?: number | undefined } }>) =>
  work.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );

/** RFC 9110 §13.2.2: an ETag has priority over the corresponding date. */
const READS: readonly (readonly [string, () => object, number])[] = [
  ["If-Match, the same", () => ({ IfMatch: etag }), 200],
  ["If-Match, without quotes", () => ({ IfMatch: etag.replaceAll('"', "") }), 200],
  ["If-Match, one of several", () => ({ IfMatch: `${OTHER}, ${etag}` }), 200],
  ["If-Match, any", () => ({ IfMatch: "*" }), 200],
  ["If-Match, another", () => ({ IfMatch: OTHER }), 412],
  ["If-None-Match, the same", () => ({ IfNoneMatch: etag }), 304],
  ["If-None-Match, weak", () => ({ IfNoneMatch: `W/${etag}` }), 304],
  ["If-None-Match, any", () => ({ IfNoneMatch: "*" }), 304],
  ["If-None-Match, another", () => ({ IfNoneMatch: OTHER }), 200],
  ["If-Modified-Since, the same time", () => ({ IfModifiedSince: modified }), 304],
  ["If-Modified-Since, later", () => ({ IfModifiedSince: after() }), 304],
  ["If-Modified-Since, earlier", () => ({ IfModifiedSince: before() }), 200],
  ["If-Unmodified-Since, the same time", () => ({ IfUnmodifiedSince: modified }), 200],
  ["If-Unmodified-Since, earlier", () => ({ IfUnmodifiedSince: before() }), 412],
  [
    "If-Match the same, If-Unmodified-Since earlier",
    () => ({ IfMatch: etag, IfUnmodifiedSince: before() }),
    200,
  ],
  [
    "If-None-Match the same, If-Modified-Since earlier",
    () => ({ IfNoneMatch: etag, IfModifiedSince: before() }),
    304,
  ],
  [
    "If-None-Match another, If-Modified-Since later",
    () => ({ IfNoneMatch: OTHER, IfModifiedSince: after() }),
    200,
  ],
];

test.each(READS)("a read with %s", async (_, input, status) => {
  expect(await statusOf(bucket.s3.send(new GetObjectCommand({ Bucket, Key, ...input() })))).toBe(status);
  expect(await statusOf(bucket.s3.send(new HeadObjectCommand({ Bucket, Key, ...input() })))).toBe(status);
});

describe("a write", () => {
  test.each([
    ["If-None-Match with an ETag", { IfNoneMatch: OTHER }],
    ["If-None-Match with two values", { IfNoneMatch: `*, ${OTHER}` }],
    ["If-Match with several", { IfMatch: `${OTHER}, ${OTHER}` }],
  ])("%s is not implemented, as in S3", async (_, input) => {
    for (const key of [Key, "nothing"]) {
      await expect(
        bucket.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: "y", ...input })),
      ).rejects.toMatchObject({ name: "NotImplemented", $metadata: { httpStatusCode: 501 } });
    }
  });

  test("of many concurrent ones with If-None-Match: * one succeeds", async () => {
    const writes = Array.from({ length: 10 }, (_, index) =>
      statusOf(
        bucket.s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: `${index}`, IfNoneMatch: "*" })),
      ),
    );
    expect((await Promise.all(writes)).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  });

  test("a copy supports conditions, too", async () => {
    const copy = (input: object) =>
      statusOf(
        bucket.s3.send(
          new CopyObjectCommand({ Bucket, Key: "copied", CopySource: `${Bucket}/${Key}`, ...input }),
        ),
      );
    expect(await copy({ IfNoneMatch: "*" })).toBe(200);
    expect(await copy({ IfNoneMatch: "*" })).toBe(412);
    expect(await copy({ CopySourceIfMatch: etag })).toBe(200);
    expect(await copy({ CopySourceIfMatch: OTHER })).toBe(412);
    expect(await copy({ CopySourceIfNoneMatch: etag })).toBe(412);
    expect(await copy({ CopySourceIfModifiedSince: after() })).toBe(412);
    expect(await copy({ CopySourceIfUnmodifiedSince: before() })).toBe(412);
  });

  test("a deletion supports If-Match", async () => {
    const { ETag } = await bucket.s3.send(new PutObjectCommand({ Bucket, Key: "going", Body: "z" }));
    const remove = (IfMatch: string | undefined) =>
      statusOf(bucket.s3.send(new DeleteObjectCommand({ Bucket, Key: "going", IfMatch })));
    expect(await remove(OTHER)).toBe(412);
    expect(await remove(ETag)).toBe(204);
    expect(await remove(ETag)).toBe(404);
  });
});
