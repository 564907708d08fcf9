import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const bucket = await startTestBucket();
const url = `${bucket.cloud.endpoint}/_local/clock`;

afterEach(() => {
  bucket.cloud.clock.reset();
});

interface ClockAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(
  method: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<ClockAnswer> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const advance = (duration: unknown): Promise<ClockAnswer> =>
  ask("POST", JSON.stringify({ advance: duration }));

test("returns the time", async () => {
  expect(await ask("GET")).toEqual({
    status: 200,
    body: { now: "2026-01-15T12:00:00.000Z", offsetSeconds: 0 },
  });
});

test.each([
  ["45s", "2026-01-15T12:00:45.000Z", 45],
  ["90m", "2026-01-15T13:30:00.000Z", 5400],
  ["36h", "2026-01-17T00:00:00.000Z", 129_600],
  ["7d", "2026-01-22T12:00:00.000Z", 604_800],
])("moves %s ahead", async (duration, now, offsetSeconds) => {
  expect(await advance(duration)).toEqual({ status: 200, body: { now, offsetSeconds } });
  expect(await ask("GET")).toEqual({ status: 200, body: { now, offsetSeconds } });
});

test("adds up moves, and can be reset", async () => {
  await advance("1h");
  expect((await advance("1h")).body.offsetSeconds).toBe(7200);
  const back = { status: 200, body: { now: "2026-01-15T12:00:00.000Z", offsetSeconds: 0 } };
  expect(await ask("DELETE")).toEqual(back);
  expect(await ask("GET")).toEqual(back);
});

test.each([
  "",
  "7",
  "d",
  "7w",
  "7 d",
  " 7d",
  "7d ",
  "-7d",
  "+7d",
  "07d",
  "0d",
  "1.5h",
  "1e3s",
  "7D",
  "1h30m",
  "99999999999s",
  7,
  null,
  ["7d"],
  { days: 7 },
])("refuses the duration %j", async (duration) => {
  const { status, body } = await advance(duration);
  expect(status).toBe(400);
  expect(body.message).toContain('The body is {"advance":"7d"}');
  expect(bucket.cloud.clock.offset()).toBe(0);
});

test.each([
  ["nothing", ""],
  ["invalid JSON", "advance=7d"],
  ["a string", '"7d"'],
  ["null", "null"],
  ["a list", '["7d"]'],
  ["an additional property", '{"advance":"7d","to":"tomorrow"}'],
  ["an unknown property", '{"rewind":"7d"}'],
  ["a body without end", `{"advance":"7d"${" ".repeat(2000)}}`],
])("refuses %s as a body", async (_, body) => {
  expect((await ask("POST", body)).status).toBe(400);
  expect(bucket.cloud.clock.offset()).toBe(0);
});

test("moves ten years at most, however small the steps", async () => {
  expect((await advance("3650d")).status).toBe(200);
  const { status, body } = await advance("1s");
  expect(status).toBe(400);
  expect(body.message).toBe("The clock goes ten years ahead at most.");
  expect((await advance("3651d")).status).toBe(400);
});

test("refuses other methods", async () => {
  expect((await ask("PUT", '{"advance":"7d"}')).status).toBe(404);
});

describe("a page of another origin", () => {
  test.each(["GET", "POST", "DELETE"])("can't %s it", async (method) => {
    bucket.cloud.clock.advance(1000);
    const body = method === "POST" ? '{"advance":"7d"}' : undefined;
    const { status } = await ask(method, body, { origin: "https://evil.example" });
    expect(status).toBe(403);
    expect(bucket.cloud.clock.offset()).toBe(1000);
  });
});

describe("everything uses it", () => {
  test("mail", async () => {
    await advance("1d");
    bucket.cloud.inbox.send({ channel: "sms", to: "+1", text: "later", source: "test" });
    expect(bucket.cloud.inbox.list("+1")[0]?.sentAt).toBe("2026-01-16T12:00:00.000Z");
  });

  test("the Date header of responses, which AWS's SDKs use for signing", async () => {
    await advance("3d");
    const { headers } = await fetch(url);
    expect(headers.get("date")).toBe("Sun, 18 Jan 2026 12:00:00 GMT");
  });

  test("objects", async () => {
    await advance("2d");
    await bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key: "dated", Body: "x" }));
    const list = await fetch(`${bucket.url}?list-type=2`, {
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
      },
    });
    expect(await list.text()).toContain("<LastModified>2026-01-17T12:00:00.000Z</LastModified>");
  });
});
