import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import {
  CognitoIdentityClient,
  GetIdCommand,
  ListIdentityPoolsCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startTestBucket, type TestBucket } from "../../support/worlds/test-bucket.ts";

const PAGE = "http://localhost:5173";

let bucket: TestBucket;
let url: string;
let agent: Agent;
let clients: ReturnType<typeof createClients>;

beforeAll(async () => {
  bucket = await startTestBucket([
    { AllowedOrigins: [PAGE], AllowedMethods: ["GET", "PUT", "POST"], AllowedHeaders: ["*"] },
  ]);
  url = `${bucket.cloud.endpoint}/_local/faults`;
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  clients = createClients(bucket.cloud.port);
});

afterEach(async () => {
  await fetch(url, { method: "DELETE" });
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  agent.destroy();
  await bucket.close();
});

/** All clients share one connection, so leftovers of a fault would break the next request. */
function createClients(port: number) {
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { httpAgent: agent },
  };
  return {
    cognito: new CognitoIdentityProviderClient(config),
    identities: new CognitoIdentityClient(config),
    dynamodb: new DynamoDBClient(config),
    kms: new KMSClient(config),
    s3: new S3Client(config),
    ses: new SESv2Client(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
  };
}

const MESSAGE = "This was asked for at /_local/faults.";

async function ask(method: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const post = (fault: unknown) => ask("POST", JSON.stringify(fault));

/** @throws Error if the fault is refused, because the test would then wait forever */
async function add(fault: Record<string, unknown>): Promise<void> {
  const { status, body } = await post(fault);
  if (status !== 201) throw new Error(body.message);
}

const activeFaults = async () => (await ask("GET")).body.faults;

/** The SDK's result: `200`, or the error's name and status. */
async function outcome(call: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<string> {
  try {
    return String((await call).$metadata.httpStatusCode);
  } catch (error) {
    if (!(error instanceof Error && "$metadata" in error)) throw error;
    const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
    return `${error.name} ${httpStatusCode}`;
  }
}

const listPools = () => clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
const initiateAuth = () =>
  clients.cognito.send(new InitiateAuthCommand({ ClientId: "none", AuthFlow: "USER_SRP_AUTH" }));
const listIdentityPools = () => clients.identities.send(new ListIdentityPoolsCommand({ MaxResults: 1 }));
const listTables = () => clients.dynamodb.send(new ListTablesCommand());
const getItem = () =>
  clients.dynamodb.send(new GetItemCommand({ TableName: "none", Key: { PK: { S: "1" } } }));
const encrypt = () =>
  clients.kms.send(new EncryptCommand({ KeyId: "any", Plaintext: Buffer.from("secret") }));
const putObject = (Body = "text") =>
  clients.s3.send(new PutObjectCommand({ Bucket: "files", Key: "fault.txt", Body }));
const sendEmail = () =>
  clients.ses.send(
    new SendEmailCommand({
      FromEmailAddress: "no-reply@example.com",
      Destination: { ToAddresses: ["ada@example.com"] },
      Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
    }),
  );
const publish = () => clients.sns.send(new PublishCommand({ PhoneNumber: "+4915112345678", Message: "Hi" }));
const callerIdentity = () => clients.sts.send(new GetCallerIdentityCommand());

describe("a service fails as requested", () => {
  test.each([
    ["cognito-idp", "TooManyRequestsException", 400, listPools],
    ["cognito-idp", "InternalErrorException", 500, listPools],
    ["cognito-identity", "TooManyRequestsException", 429, listIdentityPools],
    ["dynamodb", "ProvisionedThroughputExceededException", 400, listTables],
    ["dynamodb", "InternalServerError", 500, listTables],
    ["kms", "KMSInternalException", 500, encrypt],
    ["s3", "SlowDown", 503, putObject],
    ["ses", "MessageRejected", 400, sendEmail],
    ["ses", "TooManyRequestsException", 429, sendEmail],
    ["sts", "ServiceUnavailable", 503, callerIdentity],
  ])("%s: %s, %i", async (service, error, status, call) => {
    await add({ service, error, status });
    await expect(call()).rejects.toMatchObject({
      name: error,
      message: MESSAGE,
      $fault: expect.stringMatching(/^(client|server)$/),
      $metadata: { httpStatusCode: status },
    });
  });

  test("sns: its error codes are shorter than the names of the SDK's classes", async () => {
    await add({ service: "sns", error: "Throttled", status: 400 });
    expect(await outcome(publish())).toBe("ThrottledException 400");
    await ask("DELETE");
    await add({ service: "sns", error: "InternalError", status: 500 });
    expect(await outcome(publish())).toBe("InternalErrorException 500");
  });

  test("with InternalFailure and 500 by default", async () => {
    expect((await post({ service: "dynamodb" })).body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      service: "dynamodb",
      error: "InternalFailure",
      status: 500,
    });
    expect(await outcome(listTables())).toBe("InternalFailure 500");
  });

  test("with a name that has dots", async () => {
    await add({ service: "cognito-idp", error: "Coral.Availability", status: 599 });
    expect(await outcome(listPools())).toBe("Coral.Availability 599");
  });

  test("without side effects", async () => {
    const { cloud } = bucket;
    cloud.inbox.clear();
    await add({ service: "*", error: "ServiceUnavailable", status: 503 });
    const create = new CreateUserPoolCommand({ PoolName: "never" });
    for (const call of [clients.cognito.send(create), sendEmail(), publish(), putObject("never")])
      expect(await outcome(call)).toBe("ServiceUnavailable 503");
    await ask("DELETE");
    expect(cloud.inbox.list()).toEqual([]);
    expect((await listPools()).UserPools).toEqual([]);
    const get = new GetObjectCommand({ Bucket: "files", Key: "fault.txt" });
    expect(await outcome(clients.s3.send(get))).toBe("NoSuchKey 404");
  });
});

describe("on the wire", () => {
  const call = (target: string, headers: Record<string, string> = {}) =>
    fetch(bucket.cloud.endpoint, {
      method: "POST",
      headers: { "x-amz-target": target, ...headers },
      body: "{}",
    });

  test("a browser can read Cognito's responses", async () => {
    await add({ service: "cognito-idp", error: "TooManyRequestsException", status: 400 });
    const answer = await call("AWSCognitoIdentityProviderService.SignUp", { origin: "https://app.example" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(answer.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException:");
    expect(await answer.json()).toEqual({ __type: "TooManyRequestsException", message: MESSAGE });
  });

  test("DynamoDB uses AWS JSON 1.0, with its namespace and a checksum", async () => {
    await add({ service: "dynamodb", error: "InternalServerError" });
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
    await add({ service: "sns", error: "Failure", status });
    const answer = await fetch(bucket.cloud.endpoint, {
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
    await add({ service: "*", error: "Unavailable", status: 503 });
    const getId = new GetIdCommand({ IdentityPoolId: "us-east-1:11111111-2222-3333-4444-555555555555" });
    const assumeRole = new AssumeRoleWithWebIdentityCommand({
      RoleArn: "arn:aws:iam::000000000000:role/reader",
      RoleSessionName: "ada",
      WebIdentityToken: "token",
    });
    const calls = [initiateAuth(), clients.identities.send(getId), clients.sts.send(assumeRole)];
    for (const call of calls) expect(await outcome(call)).toBe("Unavailable 503");
  });
});

describe("S3", () => {
  const slowDown = { service: "s3", error: "SlowDown", status: 503 };
  const origin = { origin: PAGE };

  test("fails for presigned URLs, and a page may read the response", async () => {
    const put = new PutObjectCommand({ Bucket: "files", Key: "page.txt" });
    const presigned = await getSignedUrl(clients.s3, put, {
      signingDate: new Date(bucket.cloud.clock.now()),
    });
    await add({ ...slowDown, times: 1 });
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
    const { url: action, fields } = await createPresignedPost(clients.s3, {
      Bucket: "files",
      Key: "form.txt",
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new Blob(["x".repeat(1_000_000)]));
    await add({ ...slowDown, times: 1 });
    const answer = await fetch(action, { method: "POST", headers: origin, body: form });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect((await fetch(action, { method: "POST", headers: origin, body: form })).status).toBe(204);
  });

  test("answers a HEAD with the status only", async () => {
    await add(slowDown);
    const head = new HeadObjectCommand({ Bucket: "files", Key: "fault.txt" });
    await expect(clients.s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  test("still refuses an invalid path with its own error", async () => {
    await add(slowDown);
    const answer = await fetch(`${bucket.url}/%ff`, { method: "POST", body: "text" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("<Code>InvalidURI</Code>");
  });

  test("does not count unsigned requests", async () => {
    await add({ ...slowDown, times: 1 });
    expect((await fetch(`${bucket.cloud.endpoint}/favicon.ico`)).status).toBe(403);
    expect(await outcome(putObject())).toBe("SlowDown 503");
  });
});

test("a connection is reusable after a fault, whatever the request was", async () => {
  const large = "x".repeat(1_000_000);
  await add({ service: "*", error: "Unavailable", status: 503, times: 3 });
  expect(await outcome(putObject(large))).toBe("Unavailable 503");
  const batch = new GetItemCommand({ TableName: "none", Key: { PK: { S: large } } });
  expect(await outcome(clients.dynamodb.send(batch))).toBe("Unavailable 503");
  expect(await outcome(sendEmail())).toBe("Unavailable 503");
  const sockets = Object.values(agent.freeSockets).flat();
  expect(sockets).toHaveLength(1);
  expect(await outcome(putObject(large))).toBe("200");
  expect(await outcome(listPools())).toBe("200");
  expect(Object.values(agent.freeSockets).flat()).toEqual(sockets);
});

test.each([
  ["S3", { path: "/files/slow.txt?X-Amz-Credential=any", method: "PUT" }],
  ["DynamoDB", { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.GetItem" } }],
])("%s reads the whole request before it fails", async (_, options) => {
  await add({ service: "*", error: "Unavailable", status: 503, times: 1 });
  const outgoing = request({ host: "127.0.0.1", port: bucket.cloud.port, ...options });
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
  expect(await activeFaults()).toEqual([]);
  await fetch(url);
  expect(isAnswered).toBe(false);
  outgoing.end("the end");
  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBe(503);
  response.resume();
});

describe("a fault applies to", () => {
  test("a number of requests", async () => {
    const { status, body } = await post({ service: "dynamodb", error: "Busy", status: 400, times: 2 });
    expect(status).toBe(201);
    const { id } = body;
    expect(body).toEqual({ id, service: "dynamodb", error: "Busy", status: 400, timesLeft: 2 });
    expect(await outcome(listTables())).toBe("Busy 400");
    expect(await activeFaults()).toEqual([
      { id, service: "dynamodb", error: "Busy", status: 400, timesLeft: 1 },
    ]);
    expect(await outcome(listTables())).toBe("Busy 400");
    expect(await activeFaults()).toEqual([]);
    expect(await outcome(listTables())).toBe("200");
  });

  test("every request, until it is removed", async () => {
    await add({ service: "cognito-idp" });
    for (let call = 0; call < 5; call += 1) expect(await outcome(listPools())).toBe("InternalFailure 500");
    expect(await activeFaults()).toEqual([
      { id: expect.any(String), service: "cognito-idp", error: "InternalFailure", status: 500 },
    ]);
    expect((await ask("DELETE")).status).toBe(204);
    expect(await activeFaults()).toEqual([]);
    expect(await outcome(listPools())).toBe("200");
  });

  test("one operation, and no other service", async () => {
    await add({ service: "cognito-idp", operation: "InitiateAuth", error: "Busy", status: 429 });
    await add({ service: "dynamodb", operation: "GetItem", error: "Down", status: 503 });
    expect(await outcome(initiateAuth())).toBe("Busy 429");
    expect(await outcome(getItem())).toBe("Down 503");
    for (const call of [listPools, listTables, listIdentityPools, callerIdentity, sendEmail, putObject])
      expect(await outcome(call())).not.toMatch(/Busy|Down/);
  });

  test("every service", async () => {
    await add({ service: "*", error: "Down", status: 503 });
    const calls = [listPools, listIdentityPools, listTables, encrypt, putObject, sendEmail, publish];
    for (const call of [...calls, callerIdentity]) expect(await outcome(call())).toBe("Down 503");
  });

  test("the oldest matching fault first, and then the next one", async () => {
    await add({ service: "dynamodb", operation: "GetItem", error: "First", times: 1 });
    await add({ service: "*", error: "Second", times: 2 });
    await add({ service: "dynamodb", error: "Third" });
    expect(await outcome(listTables())).toBe("Second 500");
    expect(await outcome(getItem())).toBe("First 500");
    expect(await outcome(getItem())).toBe("Second 500");
    expect(await outcome(getItem())).toBe("Third 500");
  });

  test("no request for the local cloud's own pages, or a pool's keys", async () => {
    const { UserPool } = await clients.cognito.send(new CreateUserPoolCommand({ PoolName: "p" }));
    await add({ service: "*" });
    const { endpoint } = bucket.cloud;
    for (const path of ["_local/health", "_local/inbox", `${UserPool?.Id}/.well-known/jwks.json`])
      expect((await fetch(`${endpoint}/${path}`)).status).toBe(200);
  });
});
