/** What is stored of an object, where, and how long. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type ChecksumAlgorithm,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketCorsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  functionCredentials,
  s3Client,
  startTestBucket,
  type TestBucket,
} from "../../support/worlds/test-bucket.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const Bucket = "files";

describe("in a state folder", () => {
  let state: string;
  let cloud: TestCloud;
  let s3: S3Client;

  const start = async () => {
    cloud = await startTestCloud({ stateDirectory: state });
    await cloud.provision(
      { Resources: { Files: { Type: "AWS::S3::Bucket", Properties: { BucketName: Bucket } } } },
      { stackName: "test", apiUrl: "http://localhost:3000" },
    );
    s3 = s3Client(cloud, functionCredentials);
  };
  const stop = async () => {
    s3.destroy();
    await cloud.close();
  };

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "s3-test-"));
  });

  afterEach(async () => {
    await stop();
    rmSync(state, { recursive: true, force: true });
  });

  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const read = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Body?.transformToString();
  };
  /** The content of every stored file. */
  const contents = () =>
    readdirSync(join(state, "s3/objects"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .toSorted();

  test("content is stored exactly as long as an object has it", async () => {
    await start();
    await put("a", "one");
    await put("b", "two");
    await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/a` }));
    expect(contents()).toEqual(["one", "two"]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(contents()).toEqual(["one", "two"]);
    expect(await read("copy")).toBe("one");
    await put("b", "three");
    expect(contents()).toEqual(["one", "three"]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "copy" }));
    expect(contents()).toEqual(["three"]);
    expect(readdirSync(join(state, "s3/arrivals"))).toEqual([]);
  });

  test("keys are not used as file names", async () => {
    await start();
    for (const key of ["../../secret".slice(6), "a/../b", "con", "A", "a"]) await put(key, "x");
    const names = readdirSync(join(state, "s3"), { recursive: true, encoding: "utf8" });
    expect(
      names.filter((name) => !/^(?:arrivals|objects(?:\/[\da-f]{2}(?:\/[\da-f-]{36})?)?)$/.test(name)),
    ).toEqual([]);
  });

  test("content without an object is deleted at a restart, the rest is kept", async () => {
    await start();
    await put("kept", "kept");
    await stop();
    const orphan = join(state, "s3/objects/00/00000000-0000-4000-8000-000000000000");
    mkdirSync(dirname(orphan), { recursive: true });
    writeFileSync(orphan, "orphan");
    await start();
    expect(await read("kept")).toBe("kept");
    expect(contents()).toEqual(["kept"]);
  });

  test("objects of an s3rver folder are imported", async () => {
    const folder = join(state, "s3/buckets", Bucket);
    mkdirSync(join(folder, "users/ada"), { recursive: true });
    const old = (key: string, resource: string, content: string) =>
      writeFileSync(join(folder, `${key}._S3rver_${resource}`), content);
    old("users/ada/note.txt", "object", "hello");
    old("users/ada/note.txt", "object.md5", "5d41402abc4b2a76b9719d911017c592");
    old("users/ada/note.txt", "metadata.json", '{"content-type":"text/plain","x-amz-meta-owner":"ada"}');
    old(
      "users/ada/note.txt",
      "checksums.json",
      '{"etag":"\\"5d41402abc4b2a76b9719d911017c592\\"","checksums":{"x-amz-checksum-sha256":"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="}}',
    );
    utimesSync(join(folder, "users/ada/note.txt._S3rver_object"), 1_700_000_000, 1_700_000_000);
    old("bare", "object", "no md5");
    mkdirSync(join(state, "s3/buckets/other"));
    await start();
    expect(
      await s3.send(new HeadObjectCommand({ Bucket, Key: "users/ada/note.txt", ChecksumMode: "ENABLED" })),
    ).toMatchObject({
      ContentLength: 5,
      ContentType: "text/plain",
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      Metadata: { owner: "ada" },
      LastModified: new Date(1_700_000_000_000),
      ChecksumSHA256: "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    });
    expect(await read("users/ada/note.txt")).toBe("hello");
    expect(await read("bare")).toBe("no md5");
    await s3.send(new HeadBucketCommand({ Bucket: "other" }));
    expect(existsSync(join(state, "s3/buckets"))).toBe(false);
    await stop();
    await start();
    expect(await read("users/ada/note.txt")).toBe("hello");
  });
});

describe("of an object", () => {
  let bucket: TestBucket;

  beforeEach(async () => {
    bucket = await startTestBucket([{ AllowedOrigins: ["http://localhost:5173"], AllowedMethods: ["GET"] }]);
  });

  const send = (input: object) =>
    bucket.s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "123456789", ...input }));
  const head = () => bucket.s3.send(new HeadObjectCommand({ Bucket, Key: "k", ChecksumMode: "ENABLED" }));

  /** The standard check values of the algorithms, for the digits 1 to 9. */
  test.each<[ChecksumAlgorithm, string]>([
    ["CRC32", Buffer.from("cbf43926", "hex").toString("base64")],
    ["CRC32C", Buffer.from("e3069283", "hex").toString("base64")],
    ["CRC64NVME", Buffer.from("ae8b14860a799888", "hex").toString("base64")],
    ["SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE="],
    [
      "SHA256",
      Buffer.from("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225", "hex").toString(
        "base64",
      ),
    ],
  ])("%s is verified, stored and returned", async (algorithm, value) => {
    const name = `Checksum${algorithm}`;
    expect(await send({ ChecksumAlgorithm: algorithm })).toMatchObject({
      [name]: value,
      ChecksumType: "FULL_OBJECT",
    });
    expect(await head()).toMatchObject({ [name]: value, ChecksumType: "FULL_OBJECT" });
    expect(await send({ [name]: value })).toMatchObject({ [name]: value });
    const wrong = Buffer.alloc(Buffer.from(value, "base64").length).toString("base64");
    await expect(send({ [name]: wrong })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(send({ [name]: "AAAA" })).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  test("an upload without a checksum gets CRC-64/NVME; one in a presigned URL is ignored", async () => {
    // The SDK writes the checksum of an empty body into the URL, and S3 ignores it (ministack#1695).
    const url = await getSignedUrl(bucket.s3, new PutObjectCommand({ Bucket, Key: "k" }), {
      signingDate: new Date(bucket.cloud.clock.now()),
    });
    expect(url).toContain("x-amz-checksum-crc32=AAAAAA");
    expect((await fetch(url, { method: "PUT", body: "123456789" })).status).toBe(200);
    expect((await head()).ChecksumCRC64NVME).toBe(Buffer.from("ae8b14860a799888", "hex").toString("base64"));
  });

  test("a malformed Content-MD5 has another error than a wrong one", async () => {
    await expect(send({ ContentMD5: "short" })).rejects.toMatchObject({ name: "InvalidDigest" });
  });

  test("metadata of more than 2 KB is refused", async () => {
    await send({ Metadata: { a: "x".repeat(2047) } });
    await expect(send({ Metadata: { a: "x".repeat(2048) } })).rejects.toMatchObject({
      name: "MetadataTooLarge",
    });
  });

  test("a copy keeps metadata and tags, or replaces them; a copy onto itself must replace something", async () => {
    await send({ Metadata: { a: "1" }, ContentType: "text/plain", Tagging: "t=1" });
    const copy = (input: object) =>
      bucket.s3.send(new CopyObjectCommand({ Bucket, Key: "k", CopySource: `${Bucket}/k`, ...input }));
    await expect(copy({})).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(copy({ MetadataDirective: "BOTH" })).rejects.toMatchObject({ name: "InvalidArgument" });
    await bucket.s3.send(new CopyObjectCommand({ Bucket, Key: "kept", CopySource: `${Bucket}/k` }));
    expect(await bucket.s3.send(new HeadObjectCommand({ Bucket, Key: "kept" }))).toMatchObject({
      Metadata: { a: "1" },
      ContentType: "text/plain",
    });
    await copy({ MetadataDirective: "REPLACE", Metadata: { b: "2" } });
    expect(await head()).toMatchObject({ Metadata: { b: "2" }, ContentType: "binary/octet-stream" });
    const { TagSet } = await bucket.s3.send(new GetObjectTaggingCommand({ Bucket, Key: "k" }));
    expect(TagSet).toEqual([{ Key: "t", Value: "1" }]);
  });

  test("tags are set, read and removed", async () => {
    await send({});
    const tags = async () => (await bucket.s3.send(new GetObjectTaggingCommand({ Bucket, Key: "k" }))).TagSet;
    const set = (TagSet: { Key: string; Value: string }[]) =>
      bucket.s3.send(new PutObjectTaggingCommand({ Bucket, Key: "k", Tagging: { TagSet } }));
    await set([
      { Key: "a & b", Value: "" },
      { Key: "c", Value: "<1>" },
    ]);
    expect(await tags()).toEqual([
      { Key: "a & b", Value: "" },
      { Key: "c", Value: "<1>" },
    ]);
    const tag = (index: number) => ({ Key: `k${index}`, Value: "v" });
    await expect(set(Array.from({ length: 11 }, (_, index) => tag(index)))).rejects.toMatchObject({
      name: "BadRequest",
    });
    await expect(set([tag(1), tag(1)])).rejects.toMatchObject({ name: "InvalidTag" });
    await bucket.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: "k" }));
    expect(await tags()).toEqual([]);
  });

  test("times are from the local cloud's clock, also for copies", async () => {
    await send({});
    bucket.cloud.clock.advance(86_400_000);
    await bucket.s3.send(new CopyObjectCommand({ Bucket, Key: "later", CopySource: `${Bucket}/k` }));
    const time = async (Key: string) =>
      (await bucket.s3.send(new HeadObjectCommand({ Bucket, Key }))).LastModified?.toISOString();
    expect([await time("k"), await time("later")]).toEqual([
      "2026-01-15T12:00:00.000Z",
      "2026-01-16T12:00:00.000Z",
    ]);
  });

  test("a presigned read can override response headers", async () => {
    await send({ ContentType: "text/html" });
    const url = await getSignedUrl(
      bucket.s3,
      new GetObjectCommand({
        Bucket,
        Key: "k",
        ResponseContentType: "text/plain",
        ResponseContentDisposition: 'attachment; filename="é.txt"',
        ResponseCacheControl: "no-store",
      }),
      { signingDate: new Date(bucket.cloud.clock.now()) },
    );
    const { headers } = await fetch(url);
    expect(headers.get("content-type")).toBe("text/plain");
    expect(Buffer.from(headers.get("content-disposition") ?? "", "latin1").toString()).toBe(
      'attachment; filename="é.txt"',
    );
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("there is one version, named null", async () => {
    await send({});
    const get = (VersionId: string) => bucket.s3.send(new GetObjectCommand({ Bucket, Key: "k", VersionId }));
    expect((await get("null")).ContentLength).toBe(9);
    await expect(get("3HL4kqtJlcpXroDTDmJ")).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("of a bucket", () => {
  let bucket: TestBucket;

  beforeEach(async () => {
    bucket = await startTestBucket([
      { AllowedOrigins: ["http://localhost:5173"], AllowedMethods: ["GET"], MaxAge: 60 },
    ]);
  });

  test("name, location and CORS rules are returned", async () => {
    const { Buckets } = await bucket.s3.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([{ Name: Bucket, CreationDate: new Date("2026-01-15T12:00:00.000Z") }]);
    expect((await bucket.s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("us-east-1");
    // us-east-1 is the only region without a name there.
    expect(
      (await bucket.s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint,
    ).toBeUndefined();
    expect((await bucket.s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual([
      { AllowedOrigins: ["http://localhost:5173"], AllowedMethods: ["GET"], MaxAgeSeconds: 60 },
    ]);
  });
});
