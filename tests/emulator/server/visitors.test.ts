/** Phones, emulators and tunnels: under a name that the developer has allowed, the cloud does what AWS does for the internet. */
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "@jest/globals";
import { isLoopbackAddress, listenAddresses } from "../../../local/server/listen-addresses.ts";
import { sendRaw } from "../../support/clients/raw-request.ts";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const bucket = await startTestBucket([], { allowedHosts: ["10.0.2.2", "laptop.example"] });

interface Asked {
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask({ host, path = "/", method = "GET", headers = {}, body = "" }: Asked) {
  const url = `http://127.0.0.1:${bucket.cloud.port}${path}`;
  const answer = await sendRaw(url, { method, headers: { host, ...headers }, body });
  return { status: answer.status, body: answer.body };
}

const emulator = () => `10.0.2.2:${bucket.cloud.port}`;

const signedBy = (accessKeyId: string, service = "cognito-idp") =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260115/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=c0`;

const ONLY_HERE = { status: 403, body: '{"message":"Only this machine may ask for that, by localhost."}' };

describe("an allowed name", () => {
  test.each(["10.0.2.2", "10.0.2.2:4566", "Laptop.Example"])("%s is answered", async (host) => {
    const answer = await ask({
      host,
      method: "POST",
      headers: {
        "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
        "content-type": "application/x-amz-json-1.1",
      },
      body: JSON.stringify({ AuthFlow: "USER_PASSWORD_AUTH", ClientId: "none" }),
    });
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining("ResourceNotFoundException") });
  });

  test.each([
    "10.0.2.3",
    "evil.example",
    "10.0.2.2.evil.example",
    "evil.example:10.0.2.2",
    "laptop.example.",
  ])("%j is not allowed, and refused", async (host) => {
    expect(await ask({ host, path: "/files/a" })).toEqual({
      status: 403,
      body: '{"message":"The local cloud answers to localhost only."}',
    });
  });
});

describe("a visitor", () => {
  test.each([
    "/_local/inbox",
    "/_local/health",
    "/_local/env",
    "/_local/stack",
    "/_local/providers/google/authorize",
  ])("does not reach %s", async (path) => {
    expect(await ask({ host: emulator(), path })).toEqual(ONLY_HERE);
  });

  test("does not get the start page", async () => {
    expect(await ask({ host: emulator(), headers: { accept: "text/html" } })).toEqual(ONLY_HERE);
  });

  test.each([
    [
      "Cognito",
      { "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools", authorization: signedBy("any") },
    ],
    ["KMS", { "x-amz-target": "TrentService.ListKeys", authorization: signedBy("local", "kms") }],
    ["SES", { authorization: signedBy("any", "ses") }],
    ["S3, signed in a header", { authorization: signedBy("local", "s3") }],
    ["DynamoDB, unsigned", { "x-amz-target": "DynamoDB_20120810.ListTables" }],
    ["a signature of the old kind", { authorization: "AWS any:signature" }],
  ])("has no rights of the account: %s", async (_service, headers) => {
    expect(
      await ask({ host: emulator(), method: "POST", headers: headers as Record<string, string>, body: "{}" }),
    ).toEqual(ONLY_HERE);
  });

  test("may use credentials of an identity pool, within their role's permissions", async () => {
    const headers = { authorization: signedBy("ASIALOCALNOBODYHASTHIS", "s3") };
    const answer = await ask({ host: emulator(), path: "/files/a", headers });
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining("InvalidAccessKeyId") });
  });

  test("reads with a function's presigned URL, which has the visitor's name for the cloud", async () => {
    await bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key: "a", Body: "hello" }));
    const url = new URL(
      await getSignedUrl(bucket.s3, new GetObjectCommand({ Bucket: "files", Key: "a" }), {
        signingDate: new Date(bucket.cloud.clock.now()),
      }),
    );
    const path = `${url.pathname}${url.search}`;
    expect(url.hostname).toBe("127.0.0.1");
    expect(await ask({ host: emulator(), path })).toEqual({ status: 200, body: "hello" });
    expect(await ask({ host: emulator(), path: path.replace("/files/a", "/files/b") })).toMatchObject({
      status: 403,
    });
    expect(await ask({ host: "localhost", path })).toMatchObject({
      status: 403,
      body: expect.stringContaining("SignatureDoesNotMatch"),
    });
  });
});

test("a server always listens on loopback", () => {
  expect(listenAddresses()).toEqual(["127.0.0.1", "::1"]);
  expect(listenAddresses("0.0.0.0")).toEqual(["0.0.0.0", "::1"]);
  expect(listenAddresses("192.168.1.5")).toEqual(["192.168.1.5", "127.0.0.1", "::1"]);
});

test("loopback addresses, as sockets report them", () => {
  for (const address of ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]) {
    expect(isLoopbackAddress(address)).toBe(true);
  }
  for (const address of ["192.168.1.5", "::ffff:192.168.1.5", "fe80::1", "::", "1127.0.0.1", "", undefined]) {
    expect(isLoopbackAddress(address)).toBe(false);
  }
});
