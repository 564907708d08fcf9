import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const Bucket = "files";
const MIB = 1024 ** 2;
/** The minimum size of a part, except the last. */
const FULL = Buffer.alloc(5 * MIB, "a");

const bucket = await startTestBucket();

const md5 = (content: Uint8Array) => createHash("md5").update(content).digest();

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
const etagOf = (parts: readonly Uint8Array[]) =>
  `"${md5(Buffer.concat(parts.map(md5))).toString("hex")}-${parts.length}"`;

async function begin(Key: string, input: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await bucket.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }));
  return String(UploadId);
}

const send = (
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Uint8Array | string,
  input: object = {},
) => bucket.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...input }));

type Listed = { readonly PartNumber: number; readonly ETag: string | undefined };

const complete = (Key: string, UploadId: string, Parts: readonly Listed[], input: object = {}) =>
  bucket.s3.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: { Parts: Parts.map((part) => ({ ...part })) },
      ...input,
    }),
  );

async function uploadAll(Key: string, contents: readonly (Uint8Array | string)[], input = {}) {
  const UploadId = await begin(Key, input);
  const Parts: Listed[] = [];
  for (const [index, content] of contents.entries()) {
    const { ETag } = await send(Key, UploadId, index + 1, content);
    Parts.push({ PartNumber: index + 1, ETag });
  }
  return { UploadId, Parts };
}

async function read(Key: string): Promise<Buffer> {
  const { Body } = await bucket.s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

test("parts become one object: content, headers, ETag of the parts", async () => {
  const last = Buffer.from("the end");
  const { UploadId, Parts } = await uploadAll("whole", [FULL, last], {
    Metadata: { owner: "ada" },
    ContentType: "text/plain",
  });
  await expect(read("whole")).rejects.toMatchObject({ name: "NoSuchKey" });
  expect(await complete("whole", UploadId, Parts)).toMatchObject({
    ETag: etagOf([FULL, last]),
    Key: "whole",
    Bucket,
  });
  expect((await read("whole")).equals(Buffer.concat([FULL, last]))).toBe(true);
  expect(await bucket.s3.send(new HeadObjectCommand({ Bucket, Key: "whole" }))).toMatchObject({
    ETag: etagOf([FULL, last]),
    ContentLength: FULL.length + last.length,
    ContentType: "text/plain",
    Metadata: { owner: "ada" },
  });
  await expect(complete("whole", UploadId, Parts)).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test("a part is read by its number, with the number of parts", async () => {
  const { UploadId, Parts } = await uploadAll("numbered", [FULL, "second"]);
  await complete("numbered", UploadId, Parts);
  const second = await bucket.s3.send(new GetObjectCommand({ Bucket, Key: "numbered", PartNumber: 2 }));
  expect(second).toMatchObject({
    PartsCount: 2,
    ContentRange: `bytes ${FULL.length}-${FULL.length + 5}/${FULL.length + 6}`,
  });
  expect(await second.Body?.transformToString()).toBe("second");
  expect(
    await bucket.s3.send(new HeadObjectCommand({ Bucket, Key: "numbered", PartNumber: 1 })),
  ).toMatchObject({ ContentLength: FULL.length, PartsCount: 2 });
  await expect(
    bucket.s3.send(new GetObjectCommand({ Bucket, Key: "numbered", PartNumber: 3 })),
  ).rejects.toMatchObject({ name: "InvalidPartNumber" });
  await expect(
    bucket.s3.send(new GetObjectCommand({ Bucket, Key: "numbered", PartNumber: 1, Range: "bytes=0-0" })),
  ).rejects.toMatchObject({ name: "InvalidRequest" });
});

test("a later part replaces an earlier one with the same number, and parts may stay unused", async () => {
  const UploadId = await begin("again");
  await send("again", UploadId, 1, "first try");
  const { ETag } = await send("again", UploadId, 1, "second try");
  await send("again", UploadId, 2, "left out");
  await complete("again", UploadId, [{ PartNumber: 1, ETag }]);
  expect((await read("again")).toString()).toBe("second try");
});

describe("is refused, and the upload continues:", () => {
  const two = async (Key: string) => {
    const { UploadId, Parts } = await uploadAll(Key, [FULL, "b"]);
    const [first, second] = Parts as [Listed, Listed];
    return { UploadId, first, second };
  };

  test.each<[string, string, (first: Listed, second: Listed) => readonly Listed[]]>([
    ["another order", "InvalidPartOrder", (first, second) => [second, first]],
    ["a part twice", "InvalidPartOrder", (first) => [first, first]],
    ["a part that was never uploaded", "InvalidPart", (first) => [first, { ...first, PartNumber: 3 }]],
    ["another part's ETag", "InvalidPart", (first, second) => [{ ...first, ETag: second.ETag }]],
    ["a made-up ETag", "InvalidPart", (first) => [{ ...first, ETag: '"x"' }]],
    ["no parts", "MalformedXML", () => []],
  ])("%s", async (what, name, choose) => {
    const Key = `refused/${what}`;
    const { UploadId, first, second } = await two(Key);
    await expect(complete(Key, UploadId, choose(first, second))).rejects.toMatchObject({ name });
    await complete(Key, UploadId, [first, second]);
    expect((await read(Key)).length).toBe(FULL.length + 1);
  });

  test("a small part that is not the last", async () => {
    const { UploadId, Parts } = await uploadAll("small", [FULL.subarray(1), "b"]);
    await expect(complete("small", UploadId, Parts)).rejects.toMatchObject({ name: "EntityTooSmall" });
  });

  test.each([0, 10_001, -1, 1.5])("part number %p", async (number) => {
    const UploadId = await begin("number");
    await expect(send("number", UploadId, number, "x")).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  test("a part whose digest is wrong", async () => {
    const UploadId = await begin("digest");
    await expect(
      send("digest", UploadId, 1, "x", { ContentMD5: Buffer.alloc(16).toString("base64") }),
    ).rejects.toMatchObject({ name: "BadDigest" });
    const { Parts } = await bucket.s3.send(new ListPartsCommand({ Bucket, Key: "digest", UploadId }));
    expect(Parts).toBeUndefined();
  });

  test("a size that is not the object's", async () => {
    const { UploadId, Parts } = await uploadAll("sized", ["abc"]);
    await expect(complete("sized", UploadId, Parts, { MpuObjectSize: 4 })).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await complete("sized", UploadId, Parts, { MpuObjectSize: 3 });
  });

  test("If-None-Match if an object exists by now", async () => {
    const { UploadId, Parts } = await uploadAll("taken", ["new"]);
    await bucket.s3.send(new PutObjectCommand({ Bucket, Key: "taken", Body: "old" }));
    await expect(complete("taken", UploadId, Parts, { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    expect((await read("taken")).toString()).toBe("old");
  });
});

test("of two concurrent completions one creates the object", async () => {
  const { UploadId, Parts } = await uploadAll("race", [FULL, "b"]);
  const results = await Promise.allSettled([1, 2].map(() => complete("race", UploadId, Parts)));
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect((await read("race")).length).toBe(FULL.length + 1);
});

describe("uploads in progress", () => {
  test("are listed with their parts, and deleted once aborted", async () => {
    const UploadId = await begin("open/one");
    await send("open/one", UploadId, 2, "bb");
    await send("open/one", UploadId, 7, "ccc");
    const { Uploads } = await bucket.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "open/" }));
    expect(Uploads).toMatchObject([{ Key: "open/one", UploadId }]);
    const page = await bucket.s3.send(
      new ListPartsCommand({ Bucket, Key: "open/one", UploadId, MaxParts: 1 }),
    );
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
    expect(page.Parts).toMatchObject([
      { PartNumber: 2, Size: 2, ETag: `"${md5(Buffer.from("bb")).toString("hex")}"` },
    ]);
    const rest = await bucket.s3.send(
      new ListPartsCommand({
        Bucket,
        Key: "open/one",
        UploadId,
        PartNumberMarker: page.NextPartNumberMarker,
      }),
    );
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([7]);
    await bucket.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "open/one", UploadId }));
    for (const command of [
      () => bucket.s3.send(new ListPartsCommand({ Bucket, Key: "open/one", UploadId })),
      () => bucket.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "open/one", UploadId })),
      () => send("open/one", UploadId, 1, "x"),
      () => complete("open/one", UploadId, [{ PartNumber: 1, ETag: '"x"' }]),
    ]) {
      await expect(command()).rejects.toMatchObject({ name: "NoSuchUpload" });
    }
    expect(
      (await bucket.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "open/" }))).Uploads,
    ).toBeUndefined();
  });

  test("belong to their key", async () => {
    const UploadId = await begin("mine");
    await expect(send("yours", UploadId, 1, "x")).rejects.toMatchObject({ name: "NoSuchUpload" });
  });
});

describe("parts that are copied", () => {
  const copy = (UploadId: string, PartNumber: number, CopySourceRange?: string) =>
    bucket.s3.send(
      new UploadPartCopyCommand({
        Bucket,
        Key: "assembled",
        UploadId,
        PartNumber,
        CopySource: `${Bucket}/origin`,
        CopySourceRange,
      }),
    );

  test("whole, and a range of them", async () => {
    await bucket.s3.send(new PutObjectCommand({ Bucket, Key: "origin", Body: FULL }));
    const UploadId = await begin("assembled");
    const first = await copy(UploadId, 1);
    const second = await copy(UploadId, 2, "bytes=0-2");
    await complete("assembled", UploadId, [
      { PartNumber: 1, ETag: first.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: second.CopyPartResult?.ETag },
    ]);
    expect((await read("assembled")).length).toBe(FULL.length + 3);
  });

  test.each(["bytes=0-", "bytes=-3", "bytes=5-2", "0-2", "bytes=a-b", "bytes=0-1,2-3", `bytes=0-${5 * MIB}`])(
    "%s is refused, although a read would ignore it",
    async (range) => {
      await bucket.s3.send(new PutObjectCommand({ Bucket, Key: "origin", Body: FULL }));
      const UploadId = await begin("assembled");
      await expect(copy(UploadId, 1, range)).rejects.toMatchObject({ name: "InvalidArgument" });
    },
  );
});

describe("checksums", () => {
  const wholeOf = (algorithm: ChecksumAlgorithm) => ({ ChecksumAlgorithm: algorithm });

  test.each<[ChecksumAlgorithm, "COMPOSITE" | "FULL_OBJECT"]>([
    ["CRC32", "COMPOSITE"],
    ["CRC32C", "COMPOSITE"],
    ["SHA1", "COMPOSITE"],
    ["SHA256", "COMPOSITE"],
    ["CRC64NVME", "FULL_OBJECT"],
  ])("%s is %s", async (algorithm, ChecksumType) => {
    const Key = `sum/${algorithm}`;
    const UploadId = await begin(Key, wholeOf(algorithm));
    const parts = [];
    for (const [index, Body] of [FULL, Buffer.from("end")].entries()) {
      const { ETag } = await send(Key, UploadId, index + 1, Body, wholeOf(algorithm));
      parts.push({ PartNumber: index + 1, ETag });
    }
    const done = await complete(Key, UploadId, parts);
    expect(done.ChecksumType).toBe(ChecksumType);
    const value = String(done[`Checksum${algorithm}` as "ChecksumSHA256"]);
    if (algorithm === "SHA256") {
      const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest();
      const composite = sha256(Buffer.concat([sha256(FULL), sha256(Buffer.from("end"))])).toString("base64");
      expect(value).toBe(`${composite}-2`);
    } else if (ChecksumType === "FULL_OBJECT") {
      // The same as of an object that is uploaded at once.
      const Body = Buffer.concat([FULL, Buffer.from("end")]);
      const whole = await bucket.s3.send(
        new PutObjectCommand({ Bucket, Key: "sum/whole", Body, ...wholeOf(algorithm) }),
      );
      expect(value).toBe(whole.ChecksumCRC64NVME);
    } else {
      expect(value).toMatch(/^[A-Za-z\d+/]+=*-2$/);
    }
    const head = await bucket.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
    expect(head[`Checksum${algorithm}` as "ChecksumSHA256"]).toBe(value);
  });

  test.each<[ChecksumAlgorithm, "COMPOSITE" | "FULL_OBJECT"]>([
    ["SHA256", "FULL_OBJECT"],
    ["SHA1", "FULL_OBJECT"],
    ["CRC64NVME", "COMPOSITE"],
  ])("%s can't be %s", async (ChecksumAlgorithm, ChecksumType) => {
    await expect(begin("type", { ChecksumAlgorithm, ChecksumType })).rejects.toMatchObject({
      name: "InvalidRequest",
    });
  });
});

test("a copy of a multipart object is a single object, with the ETag of its content", async () => {
  const { UploadId, Parts } = await uploadAll("source", [FULL, "end"]);
  await complete("source", UploadId, Parts);
  const { CopyObjectResult } = await bucket.s3.send(
    new CopyObjectCommand({ Bucket, Key: "piece", CopySource: `${Bucket}/source` }),
  );
  const whole = Buffer.concat([FULL, Buffer.from("end")]);
  expect(CopyObjectResult?.ETag).toBe(`"${md5(whole).toString("hex")}"`);
  expect((await read("piece")).equals(whole)).toBe(true);
});
