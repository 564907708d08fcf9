import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { AwsV4Signer } from "aws4fetch";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const bucket = await startTestBucket();

beforeEach(() => {
  bucket.cloud.clock.reset();
});

const store = (Key: string, Body: string) =>
  bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key, Body, ContentType: "text/plain" }));

describe("a presigned GET", () => {
  const sign = (Key: string, extra: object = {}) =>
    getSignedUrl(bucket.s3, new GetObjectCommand({ Bucket: "files", Key, ...extra }), {
      expiresIn: 60,
      signingDate: new Date(bucket.cloud.clock.now()),
    });

  test("reads the object, under the name and type it was signed with", async () => {
    await store("g/1", "hello");
    const url = await sign("g/1", {
      ResponseContentDisposition: `attachment; filename="résumé (1).txt"`,
      ResponseContentType: "application/octet-stream",
    });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("hello");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toContain("attachment");
  });

  test("accepts its parameters in any order, but not with other values", async () => {
    await store("g/order", "hello");
    const url = new URL(
      await sign("g/order", { ResponseContentType: "text/css", ResponseCacheControl: "no-store" }),
    );
    const parameters = [...url.searchParams];
    const asked = (list: typeof parameters) => {
      url.search = new URLSearchParams(list).toString();
      return fetch(url).then(({ status }) => status);
    };
    const rotated = [...parameters.slice(3), ...parameters.slice(0, 3)];
    const orders = [parameters, parameters.toReversed(), rotated];
    expect(new Set(orders.map(String)).size).toBe(3);
    expect(await Promise.all(orders.map(asked))).toEqual([200, 200, 200]);
    const altered = parameters.map(
      ([name, value]) => [name, value === "text/css" ? "text/html" : value] as const,
    );
    expect(await asked(altered as typeof parameters)).toBe(403);
  });

  test("is signed with its parameters sorted by name, also if one name is a prefix of another", async () => {
    await store("g/names", "hello");
    const unsigned = new URL(await sign("g/names"));
    unsigned.search = "?a-b=1&a=2&b%20c=3&A=4";
    const signer = new AwsV4Signer({
      url: unsigned.href,
      accessKeyId: "local",
      secretAccessKey: "local",
      service: "s3",
      region: "us-east-1",
      signQuery: true,
      datetime: new Date(bucket.cloud.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, ""),
    });
    const { url } = await signer.sign();
    expect((await fetch(url)).status).toBe(200);
  });

  test("is refused before its time, with a tolerance of a quarter of an hour for the signer's clock", async () => {
    await store("g/3", "hello");
    const url = await sign("g/3");
    bucket.cloud.clock.advance(-15 * 60_000);
    expect((await fetch(url)).status).toBe(200);
    bucket.cloud.clock.advance(-1000);
    const early = await fetch(url);
    expect(early.status).toBe(403);
    expect(await early.text()).toContain(
      "<Code>AccessDenied</Code><Message>Request is not yet valid</Message>",
    );
  });

  test("expires by the local cloud's clock", async () => {
    await store("g/2", "hello");
    const url = await sign("g/2");
    bucket.cloud.clock.advance(60_000);
    expect((await fetch(url)).status).toBe(200);
    bucket.cloud.clock.advance(1000);
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
  });

  test.each([
    ["another key", (url: URL) => (url.pathname = "/files/g/other")],
    ["a longer lifetime", (url: URL) => url.searchParams.set("X-Amz-Expires", "3600")],
    [
      "another name for the download",
      (url: URL) => url.searchParams.set("response-content-disposition", "inline"),
    ],
    ["an additional parameter", (url: URL) => url.searchParams.set("versionId", "1")],
    ["another signature", (url: URL) => url.searchParams.set("X-Amz-Signature", "0".repeat(64))],
  ])("can't be changed: %s", async (_, change) => {
    await Promise.all([store("g/3", "hello"), store("g/other", "secret")]);
    const url = new URL(await sign("g/3"));
    change(url);
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
  });

  test("is for reading only", async () => {
    await store("g/4", "hello");
    const url = await sign("g/4");
    expect((await fetch(url, { method: "PUT", body: "changed" })).status).toBe(403);
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
    expect(await (await fetch(url)).text()).toBe("hello");
  });

  test("with a lifetime of more than a week is refused", async () => {
    const url = new URL(await sign("g/5"));
    url.searchParams.set("X-Amz-Expires", "604801");
    expect(await (await fetch(url)).text()).toContain("<Code>AuthorizationQueryParametersError</Code>");
  });

  test("together with the authorization header is refused", async () => {
    const response = await fetch(await sign("g/6"), { headers: { authorization: "Bearer x" } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Only one auth mechanism allowed");
  });
});

test("a presigned PUT stores its body", async () => {
  const command = new PutObjectCommand({ Bucket: "files", Key: "p/1", ContentType: "text/plain" });
  const url = await getSignedUrl(bucket.s3, command, { signingDate: new Date(bucket.cloud.clock.now()) });
  const put = await fetch(url, { method: "PUT", body: "by url", headers: { "content-type": "text/plain" } });
  expect(put.status).toBe(200);
  const stored = await bucket.s3.send(new GetObjectCommand({ Bucket: "files", Key: "p/1" }));
  expect(await stored.Body?.transformToString()).toBe("by url");
});
