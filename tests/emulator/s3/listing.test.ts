import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const Bucket = "files";

/** In S3's order: `!`, `-` and `.` come before `/`, and a key before longer ones with that prefix. */
const KEYS = ["a", "a!", "a-b", "a.txt", "a/1", "a/2", "a/b/3", "a0", "b/1", "c", "grüße/日本 & <1>.txt"];

const bucket = await startTestBucket();

beforeAll(async () => {
  // Stored in another order than they are listed.
  for (const Key of KEYS.toReversed()) await bucket.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});

const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  bucket.s3.send(new ListObjectsV2Command({ Bucket, ...input }));

const keysOf = ({ Contents = [] }: Pick<ListObjectsV2CommandOutput, "Contents">) =>
  Contents.map(({ Key }) => Key);

const prefixesOf = ({ CommonPrefixes = [] }: Pick<ListObjectsV2CommandOutput, "CommonPrefixes">) =>
  CommonPrefixes.map(({ Prefix }) => Prefix);

test("everything, in the order of bytes, with size, ETag and time", async () => {
  const all = await list();
  expect(keysOf(all)).toEqual(KEYS);
  expect(all).toMatchObject({ Name: Bucket, IsTruncated: false, KeyCount: KEYS.length, MaxKeys: 1000 });
  expect(all.Contents?.[0]).toEqual({
    Key: "a",
    Size: 1,
    ETag: '"0cc175b9c0f1b6a831c399e269772661"',
    LastModified: new Date("2026-01-15T12:00:00.000Z"),
    StorageClass: "STANDARD",
  });
});

test.each([
  ["a/", ["a/1", "a/2", "a/b/3"]],
  ["a", ["a", "a!", "a-b", "a.txt", "a/1", "a/2", "a/b/3", "a0"]],
  ["a/b/", ["a/b/3"]],
  ["grüße/", ["grüße/日本 & <1>.txt"]],
  ["nothing/", []],
  ["../../local/", []],
  ["a/../b", []],
])("keys that start with %j", async (Prefix, keys) => {
  expect(keysOf(await list({ Prefix }))).toEqual(keys);
});

test.each([
  ["a.txt", KEYS.slice(4)],
  ["a/", KEYS.slice(4)],
  ["a/2", KEYS.slice(6)],
  ["bbb", KEYS.slice(9)],
  ["zzz", []],
])("keys after %j, whether it exists or not", async (StartAfter, keys) => {
  const page = await list({ StartAfter });
  expect(keysOf(page)).toEqual(keys);
  expect(page.StartAfter).toBe(StartAfter);
});

test.each([1, 2, 3, 4, 10, 11, 12])(
  "%d at a time, by token and by StartAfter: each once",
  async (MaxKeys) => {
    const byToken: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys, ContinuationToken });
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
      byToken.push(...keysOf(page));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(byToken).toEqual(KEYS);

    const byKey: (string | undefined)[] = [];
    let page = await list({ MaxKeys });
    byKey.push(...keysOf(page));
    while (page.IsTruncated === true) {
      page = await list({ MaxKeys, StartAfter: byKey.at(-1) });
      byKey.push(...keysOf(page));
    }
    expect(byKey).toEqual(KEYS);
  },
);

test("a token has priority over StartAfter, and stays valid after its key is deleted", async () => {
  const { NextContinuationToken } = await list({ MaxKeys: 5 });
  const rest = await list({ ContinuationToken: NextContinuationToken, StartAfter: "c" });
  expect(keysOf(rest)).toEqual(KEYS.slice(5));
});

test("MaxKeys 0 returns no keys", async () => {
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
});

test.each([
  ["ContinuationToken", { ContinuationToken: "made up" }],
  ["MaxKeys", { MaxKeys: -1 }],
  ["EncodingType", { EncodingType: "rot13" as "url" }],
])("an invalid %s is refused", async (_, input) => {
  await expect(list(input)).rejects.toMatchObject({ name: "InvalidArgument" });
});

describe("with a delimiter", () => {
  test("deeper keys are grouped into one common prefix", async () => {
    const top = await list({ Delimiter: "/" });
    expect(prefixesOf(top)).toEqual(["a/", "b/", "grüße/"]);
    expect(keysOf(top)).toEqual(["a", "a!", "a-b", "a.txt", "a0", "c"]);
    expect(top.KeyCount).toBe(9);
  });

  test("a common prefix counts once, and is not repeated on the next page", async () => {
    const listed: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ Delimiter: "/", MaxKeys: 2, ContinuationToken });
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      listed.push(...keysOf(page), ...prefixesOf(page));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(listed.toSorted()).toEqual(
      ["a", "a!", "a-b", "a.txt", "a/", "a0", "b/", "c", "grüße/"].toSorted(),
    );
  });
});

test("keys are percent-encoded on request", async () => {
  const page = await list({ Prefix: "grüße/", EncodingType: "url" });
  expect(page.EncodingType).toBe("url");
  expect(keysOf(page)).toEqual(["gr%C3%BC%C3%9Fe/%E6%97%A5%E6%9C%AC%20%26%20%3C1%3E.txt"]);
});

test("the older ListObjects pages by marker", async () => {
  const first = await bucket.s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 3, Delimiter: "/" }));
  expect(first).toMatchObject({ IsTruncated: true, NextMarker: "a-b" });
  const second = await bucket.s3.send(
    new ListObjectsCommand({ Bucket, Marker: first.NextMarker, Delimiter: "/" }),
  );
  expect(keysOf(second)).toEqual(["a.txt", "a0", "c"]);
  expect(prefixesOf(second)).toEqual(["a/", "b/", "grüße/"]);
});

test("an unknown bucket can't be listed", async () => {
  await expect(bucket.s3.send(new ListObjectsV2Command({ Bucket: "nowhere" }))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
});
