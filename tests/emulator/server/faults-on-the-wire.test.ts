import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { GetIdCommand } from "@aws-sdk/client-cognito-identity";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, describe, expect, test } from "@jest/globals";
import { MESSAGE, outcome, PAGE, startFailingCloud } from "../../support/worlds/failing-cloud.ts";
import { activeFaults, addFault, clearFaults } from "../../support/worlds/faults.ts";

const cloud = await startFailingCloud();

afterEach(() => clearFaults(cloud));

describe("on the wire", () => {
  const call = (target: string, headers: Record<string, string> = {}) =>
    fetch(cloud.cloudUrl, {
      method: "POST",
      headers: { "x-amz-target": target, ...headers },
      body: "{}",
    });

  test("a browser can read Cognito's responses", async () => {
    await addFault(cloud, { service: "cognito-idp", error: "TooManyRequestsException", status: 400 });
    const answer = await call("AWSCognitoIdentityProviderService.SignUp", { origin: "https://app.example" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(answer.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException:");
    expect(await answer.json()).toEqual({ __type: "TooManyRequestsException", message: MESSAGE });
  });

  test("DynamoDB uses AWS JSON 1.0, with its namespace and a checksum", async () => {
    await addFault(cloud, { service: "dynamodb", error: "InternalServerError" });
    const answer = await call("DynamoDB_20120810.GetItem");
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    // CRC-32 of the body below, by another implementation.
    expect(answer.headers.get("x-amz-crc32")).toBe("3050958187");
    expect(await answer.text()).toBe(
      `{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"${MESSAGE}"}`,
    );
  });

  test.each([
    [400, "Sender"],
    [500, "Receiver"],
  ])("Query gives an error %i the type %s", async (status, type) => {
    await addFault(cloud, { service: "sns", error: "Failure", status });
    const answer = await fetch(cloud.cloudUrl, {
      method: "POST",
      body: new URLSearchParams({ Action: "Publish", Version: "2010-03-31" }),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("text/xml");
    expect(await answer.text()).toMatch(
      `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${type}</Type><Code>Failure</Code><Message>${MESSAGE}</Message></Error>`,
    );
  });

  test("unsigned requests fail as well", async () => {
    await addFault(cloud, { service: "*", error: "Unavailable", status: 503 });
    const getId = new GetIdCommand({ IdentityPoolId: "us-east-1:11111111-2222-3333-4444-555555555555" });
    const assumeRole = new AssumeRoleWithWebIdentityCommand({
      RoleArn: "arn:aws:iam::000000000000:role/reader",
      RoleSessionName: "ada",
      WebIdentityToken: "token",
    });
    const calls = [
      cloud.calls.initiateAuth(),
      cloud.clients.identities.send(getId),
      cloud.clients.sts.send(assumeRole),
    ];
    for (const call of calls) expect(await outcome(call)).toBe("Unavailable 503");
  });
});

describe("S3", () => {
  const slowDown = { service: "s3", error: "SlowDown", status: 503 };
  const origin = { origin: PAGE };

  test("fails for presigned URLs, and a page may read the response", async () => {
    const put = new PutObjectCommand({ Bucket: "files", Key: "page.txt" });
    const presigned = await getSignedUrl(cloud.clients.s3, put, {
      signingDate: new Date(cloud.bucket.cloud.clock.now()),
    });
    await addFault(cloud, { ...slowDown, times: 1 });
    const preflight = { ...origin, "access-control-request-method": "PUT" };
    expect((await fetch(presigned, { method: "OPTIONS", headers: preflight })).status).toBe(200);

    const answer = await fetch(presigned, { method: "PUT", headers: origin, body: "text" });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect(answer.headers.get("content-type")).toBe("application/xml");
    const xml = await answer.text();
    expect(xml).toContain(`<Code>SlowDown</Code><Message>${MESSAGE}</Message>`);
    expect(xml).toContain(`<RequestId>${answer.headers.get("x-amz-request-id")}</RequestId>`);

    expect((await fetch(presigned, { method: "PUT", headers: origin, body: "text" })).status).toBe(200);
  });

  test("fails for signed forms", async () => {
    const { url: action, fields } = await createPresignedPost(cloud.clients.s3, {
      Bucket: "files",
      Key: "form.txt",
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new Blob(["x".repeat(1_000_000)]));
    await addFault(cloud, { ...slowDown, times: 1 });
    const answer = await fetch(action, { method: "POST", headers: origin, body: form });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect((await fetch(action, { method: "POST", headers: origin, body: form })).status).toBe(204);
  });

  test("answers a HEAD with the status only", async () => {
    await addFault(cloud, slowDown);
    const head = new HeadObjectCommand({ Bucket: "files", Key: "fault.txt" });
    await expect(cloud.clients.s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  test("still refuses an invalid path with its own error", async () => {
    await addFault(cloud, slowDown);
    const answer = await fetch(`${cloud.bucket.url}/%ff`, { method: "POST", body: "text" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("<Code>InvalidURI</Code>");
  });

  test("does not count unsigned requests", async () => {
    await addFault(cloud, { ...slowDown, times: 1 });
    expect((await fetch(`${cloud.cloudUrl}/favicon.ico`)).status).toBe(403);
    expect(await outcome(cloud.calls.putObject())).toBe("SlowDown 503");
  });
});

test("a connection is reusable after a fault, whatever the request was", async () => {
  const large = "x".repeat(1_000_000);
  await addFault(cloud, { service: "*", error: "Unavailable", status: 503, times: 3 });
  expect(await outcome(cloud.calls.putObject(large))).toBe("Unavailable 503");
  expect(await outcome(cloud.calls.getItem(large))).toBe("Unavailable 503");
  expect(await outcome(cloud.calls.sendEmail())).toBe("Unavailable 503");
  const sockets = Object.values(cloud.agent.freeSockets).flat();
  expect(sockets).toHaveLength(1);
  expect(await outcome(cloud.calls.putObject(large))).toBe("200");
  expect(await outcome(cloud.calls.listPools())).toBe("200");
  expect(Object.values(cloud.agent.freeSockets).flat()).toEqual(sockets);
});

test.each([
  ["S3", { path: "/files/slow.txt?X-Amz-Credential=any", method: "PUT" }],
  ["DynamoDB", { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.GetItem" } }],
])("%s reads the whole request before it fails", async (_, options) => {
  await addFault(cloud, { service: "*", error: "Unavailable", status: 503, times: 1 });
  const outgoing = request({ host: "127.0.0.1", port: cloud.bucket.cloud.port, ...options });
  let isAnswered = false;
  outgoing.once("response", () => {
    isAnswered = true;
  });
  const answered = once(outgoing, "response");
  const arrived = new Promise<void>((resolve) => {
    const channel = "http.server.request.start";
    subscribe(channel, function note() {
      unsubscribe(channel, note);
      resolve();
    });
  });
  outgoing.write("the beginning");
  await arrived;
  // The fault is used up once the request's head is read; an early response would arrive before the next request's response.
  expect(await activeFaults(cloud)).toEqual([]);
  await fetch(`${cloud.cloudUrl}/_local/faults`);
  expect(isAnswered).toBe(false);
  outgoing.end("the end");
  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBe(503);
  response.resume();
});
