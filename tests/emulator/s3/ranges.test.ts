import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const Bucket = "files";
const CONTENT = "0123456789";

const bucket = await startTestBucket();

beforeAll(async () => {
  await bucket.s3.send(
    new PutObjectCommand({ Bucket, Key: "digits", Body: CONTENT, ContentType: "text/plain" }),
  );
  await bucket.s3.send(new PutObjectCommand({ Bucket, Key: "empty", Body: new Uint8Array() }));
});

async function ask(method: "GET" | "HEAD", Key: string, headers: Record<string, string>): Promise<Response> {
  const command =
    method === "GET" ? new GetObjectCommand({ Bucket, Key }) : new HeadObjectCommand({ Bucket, Key });
  const url = await getSignedUrl(bucket.s3, command, { signingDate: new Date(bucket.cloud.clock.now()) });
  return fetch(url, { method, headers });
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2 */
const SATISFIABLE = [
  ["bytes=0-0", "0", "0-0"],
  ["bytes=2-4", "234", "2-4"],
  ["bytes=9-9", "9", "9-9"],
  ["bytes=5-", "56789", "5-9"],
  ["bytes=0-", CONTENT, "0-9"],
  ["bytes=-3", "789", "7-9"],
  ["bytes=-1", "9", "9-9"],
  ["bytes=-10", CONTENT, "0-9"],
  ["bytes=-11", CONTENT, "0-9"],
  ["bytes=8-99", "89", "8-9"],
  ["bytes=0-99999999999999999999999", CONTENT, "0-9"],
  ["bytes=007-08", "78", "7-8"],
  ["BYTES=1-1", "1", "1-1"],
] as const;

/** Not a range, or several of them: S3 ignores the header (boto3#775, versitygw#1120). */
const PASSED_OVER = [
  "bytes=5-2",
  "bytes=a-b",
  "bytes=1",
  "bytes=-",
  "bytes=--3",
  "bytes=-3-",
  "bytes=",
  "bytes=0-2,4-5",
  "bytes=0-2, 4-5",
  "bytes=0-0,-1",
  "bytes=0-2,",
  "bytes= 0-2",
  "bytes=0 -2",
  "bytes 0-2",
  "bytes:0-2",
  "0-2",
  "items=0-2",
  "bytes=0x1-0x2",
  "bytes=+1-2",
  "bytes=1.0-2",
  "bytes=99999999999999999999999-1",
] as const;

const NOT_SATISFIABLE = [
  "bytes=10-",
  "bytes=10-12",
  "bytes=99-100",
  "bytes=-0",
  "bytes=99999999999999999999-",
] as const;

describe.each(["GET", "HEAD"] as const)("%s", (method) => {
  test.each(SATISFIABLE)("%s is %j", async (range, bytes, contentRange) => {
    const answer = await ask(method, "digits", { range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([206, `bytes ${contentRange}/10`]);
    expect(answer.headers.get("content-length")).toBe(String(bytes.length));
    expect(answer.headers.get("content-type")).toBe("text/plain");
    expect(await answer.text()).toBe(method === "GET" ? bytes : "");
  });

  test.each(PASSED_OVER)("%s is ignored", async (range) => {
    const answer = await ask(method, "digits", { range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([200, null]);
    expect(answer.headers.get("content-length")).toBe("10");
    expect(answer.headers.get("accept-ranges")).toBe("bytes");
    expect(await answer.text()).toBe(method === "GET" ? CONTENT : "");
  });

  test.each(NOT_SATISFIABLE)("%s can't be satisfied", async (range) => {
    const answer = await ask(method, "digits", { range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    const body = await answer.text();
    if (method === "GET")
      expect(body).toContain(
        `<Code>InvalidRange</Code><Message>The requested range is not satisfiable</Message><RangeRequested>${range}</RangeRequested><ActualObjectSize>10</ActualObjectSize>`,
      );
    else expect(body).toBe("");
  });

  test.each(["bytes=0-0", "bytes=0-", "bytes=-1"])("an empty object has no %s", async (range) => {
    expect((await ask(method, "empty", { range })).status).toBe(416);
    expect((await ask(method, "empty", {})).status).toBe(200);
  });
});

test("through the SDK", async () => {
  const part = await bucket.s3.send(new GetObjectCommand({ Bucket, Key: "digits", Range: "bytes=-3" }));
  expect(part).toMatchObject({ ContentLength: 3, ContentRange: "bytes 7-9/10", AcceptRanges: "bytes" });
  expect(await part.Body?.transformToString()).toBe("789");
  await expect(
    bucket.s3.send(new GetObjectCommand({ Bucket, Key: "digits", Range: "bytes=10-" })),
  ).rejects.toMatchObject({ name: "InvalidRange", ActualObjectSize: "10", RangeRequested: "bytes=10-" });
});

describe("If-Range", () => {
  const head = async () => (await ask("HEAD", "digits", {})).headers;

  test.each([
    ["the object's ETag", async () => String((await head()).get("etag")), 206],
    ["the object's date", async () => String((await head()).get("last-modified")), 206],
    ["another ETag", async () => '"00000000000000000000000000000000"', 200],
    ["a weak one", async () => `W/${(await head()).get("etag")}`, 200],
    ["another date", async () => "Thu, 01 Jan 1970 00:00:00 GMT", 200],
    ["nonsense", async () => "yesterday", 200],
  ])("of %s", async (_, value, status) => {
    const answer = await ask("GET", "digits", { range: "bytes=0-0", "if-range": await value() });
    expect([answer.status, await answer.text()]).toEqual([status, status === 206 ? "0" : CONTENT]);
  });
});
