import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { AwsClient } from "aws4fetch";
import { addFault } from "../../support/worlds/faults.ts";
import { outline, PASSWORD, spansOf, startRecordedApp } from "../../support/worlds/recorded-app.ts";

/** What is recorded of a request. */

const app = await startRecordedApp();

beforeEach(() => app.traces.clear());

describe("a trace", () => {
  test("goes from the request through triggers, in their threads, to their calls to the cloud", async () => {
    await app.signUp("ada@example.com");
    const trace = await app.traces.of("SignUp");
    const asked = ["    cognito ListUserPools", "    cognito ListUserPools"].map((line) => `    ${line}`);
    expect(outline(trace.spans)).toEqual([
      "request POST /",
      "  cognito SignUp",
      "    trigger PreSignUp_SignUp",
      "      function askAround",
      ...asked,
      "    user user created",
      "    trigger CustomMessage_SignUp",
      "      function askAround",
      ...asked,
      "    message email to ada@example.com",
    ]);
    expect(await app.traces.list()).toHaveLength(1);
    expect(trace).toMatchObject({
      entry: "cloud",
      method: "POST",
      path: "/",
      status: 200,
      outcome: "ok",
      user: "ada@example.com",
      reason: null,
      startedAt: "2026-01-15T12:00:00.000Z",
    });
  });

  test("has an id that functions get in _X_AMZN_TRACE_ID, as on AWS", async () => {
    await app.signUp("trace-id@example.com");
    const trace = await app.traces.of("SignUp");
    const [trigger] = spansOf(trace, "trigger");
    const called = trace.spans.find(({ parent, kind }) => kind === "function" && parent === trigger?.id);
    expect(trace.id).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(trigger?.details.returned).toMatchObject({
      response: { trace: `Root=${trace.id};Parent=${called?.id};Sampled=1` },
    });
  });

  test("shows a trigger's refusal, with its stack in the sources", async () => {
    await expect(app.signUp("refused@example.com", { refuseWith: "not you" })).rejects.toThrow("not you");
    const trace = await app.traces.of("SignUp");
    expect(trace).toMatchObject({ status: 400, outcome: "refused" });
    expect(trace.reason).toContain("not you");
    const [trigger] = spansOf(trace, "trigger");
    expect(trigger).toMatchObject({
      outcome: "refused",
      details: { trigger: "PreSignUp", error: { errorType: "RangeError", errorMessage: "not you" } },
    });
    const [called] = spansOf(trace, "function");
    expect(called?.details.error?.trace?.[1]).toMatch(
      /tests\/support\/worlds\/functions\/samples\.mjs:\d+:\d+/,
    );
  });

  test("shows the error behind a trigger's public refusal", async () => {
    const metadata = { handle: "the cause of it", refuseWith: "try again" };
    await expect(app.signUp("handled@example.com", metadata)).rejects.toThrow("try again");
    const trace = await app.traces.of("SignUp");
    expect(trace.reason).toContain("askAround: TypeError: the cause of it");
    const [called] = spansOf(trace, "function");
    expect(called?.details).toMatchObject({
      handled: [{ errorType: "TypeError", errorMessage: "the cause of it" }],
      error: { errorType: "RangeError", errorMessage: "try again" },
    });
    const text = await app.traces.ask(`/${trace.id}`, { headers: { accept: "text/plain" } });
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const lines = (await text.text()).split("\n").map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^client +refused: POST \/ → 400/),
        expect.stringMatching(/^trigger +failed: askAround/),
        "handled TypeError: the cause of it",
        "RangeError: try again",
      ]),
    );
  });

  test("/latest returns the newest that matches the filters", async () => {
    await app.signUp("latest@example.com");
    await fetch(`${app.cloud.endpoint}/nowhere/at-all`);
    const latest = async (query: string) => (await app.traces.ask(`/latest${query}`)).json();
    expect(await latest("")).toMatchObject({ path: "/nowhere/at-all" });
    expect(await latest("?status=200")).toMatchObject({ route: "SignUp" });
    expect((await app.traces.ask("/latest?status=500")).status).toBe(404);
    expect((await app.traces.ask("/latest?status=none")).status).toBe(400);
  });

  test("shows the claims of issued tokens, and neither tokens nor password", async () => {
    await app.register("claims@example.com");
    await app.traces.clear();
    const { AuthenticationResult: tokens } = await app.signIn("claims@example.com");
    const trace = await app.traces.of("InitiateAuth");
    const [issued] = spansOf(trace, "tokens");
    expect(issued?.details).toMatchObject({
      source: "TokenGeneration_Authentication",
      clientId: app.clientId,
      accessToken: { token_use: "access", client_id: app.clientId },
      idToken: { token_use: "id", email: "claims@example.com" },
    });
    const text = JSON.stringify(trace);
    for (const secret of [PASSWORD, tokens?.AccessToken, tokens?.IdToken, tokens?.RefreshToken]) {
      expect(text).not.toContain(secret);
    }
    const [call] = spansOf(trace, "cognito");
    expect(call?.details.input).toMatchObject({
      AuthParameters: { USERNAME: "claims@example.com", PASSWORD: expect.stringMatching(/^\[masked:\d+\]$/) },
    });
  });

  test("of a wrong password names the user and the reason", async () => {
    await app.register("wrong@example.com");
    await expect(app.signIn("wrong@example.com", "Not-the-password-1")).rejects.toThrow();
    expect(await app.traces.of("InitiateAuth")).toMatchObject({
      status: 400,
      user: "wrong@example.com",
      reason: "InitiateAuth: NotAuthorizedException: Incorrect username or password.",
    });
  });

  test("shows the changes of a user", async () => {
    await app.register("changes@example.com");
    const user = { UserPoolId: app.poolId, Username: "changes@example.com" };
    await app.admin.send(
      new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: [{ Name: "name", Value: "Ada" }] }),
    );
    const [updated] = spansOf(await app.traces.of("AdminUpdateUserAttributes"), "user");
    expect(updated?.details).toMatchObject({
      change: "updated",
      changes: { "attributes.name": [null, "Ada"] },
    });
    expect(Object.keys(updated?.details.changes ?? {})).toEqual(["attributes.name"]);
    await app.admin.send(new CreateGroupCommand({ UserPoolId: app.poolId, GroupName: "staff" }));
    await app.admin.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "staff" }));
    const [joined] = spansOf(await app.traces.of("AdminAddUserToGroup"), "user");
    expect(joined?.details).toMatchObject({ change: "group-joined", group: "staff" });
    await app.admin.send(new AdminDeleteUserCommand(user));
    const [deleted] = spansOf(await app.traces.of("AdminDeleteUser"), "user");
    expect(deleted?.details).toMatchObject({
      change: "deleted",
      changes: { status: ["CONFIRMED", null], "attributes.email": ["changes@example.com", null] },
    });
  });

  test("links from a message to the inbox, and shows its code only there", async () => {
    await app.signUp("code@example.com");
    const trace = await app.traces.of("SignUp");
    const [message] = spansOf(trace, "message");
    const [kept] = app.cloud.inbox.list("code@example.com");
    expect(message?.details).toEqual({
      inboxId: kept?.id,
      channel: "email",
      to: "code@example.com",
      subject: kept?.subject,
      code: kept?.code,
      source: "CustomMessage_SignUp",
    });
    expect(trace.messages).toEqual([message?.details]);
    const others = { ...trace, messages: [], spans: trace.spans.filter(({ kind }) => kind !== "message") };
    expect(JSON.stringify(others)).not.toContain(kept?.code);
  });

  test("of the Invoke API has the event and the response", async () => {
    const sign = new AwsClient({ accessKeyId: "any", secretAccessKey: "any", service: "lambda", retries: 0 });
    const event = {
      version: "2.0",
      headers: { authorization: "Bearer abcdefgh" },
      body: '{"password":"Open-Sesame-1"}',
    };
    await sign.fetch(`${app.lambdaUrl}/2015-03-31/functions/echo/invocations`, {
      method: "POST",
      body: JSON.stringify(event),
    });
    const [summary] = await app.traces.list();
    const trace = await app.traces.read(summary?.id ?? "");
    expect(trace.entry).toBe("lambda");
    const [called] = spansOf(trace, "function");
    expect(called?.details).toMatchObject({ function: "echo", response: { statusCode: 200 } });
    expect(called?.details.event).toMatchObject({ version: "2.0" });
    expect(JSON.stringify(trace)).not.toMatch(/Open-Sesame-1|abcdefgh/);
  });

  test("is not recorded for local tools, preflights and the start page", async () => {
    const { endpoint } = app.cloud;
    await fetch(`${endpoint}/_local/health`);
    await fetch(`${endpoint}/_local/traces`);
    await fetch(endpoint, { method: "OPTIONS", headers: { origin: "http://localhost:5173" } });
    await fetch(endpoint, { headers: { accept: "text/html" } });
    await fetch(`${endpoint}/favicon.ico`);
    expect(await app.traces.list()).toEqual([]);
  });

  test("is not continued by an invalid header", async () => {
    const header = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=1";
    await fetch(`${app.cloud.endpoint}/oauth2/token`, {
      method: "POST",
      headers: { "x-amzn-trace-id": header },
    });
    const [trace] = await app.traces.list();
    expect(trace).toMatchObject({ route: "POST /oauth2/token" });
    expect(trace?.id).not.toBe("1-00000000-000000000000000000000000");
  });
});

describe("other services", () => {
  const settings = () => ({
    endpoint: app.cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });

  test("a table: writes, refusals, and no secret of an item", async () => {
    const tables = new DynamoDBClient(settings());
    const put = (TableName: string, condition: object = {}) =>
      tables.send(
        new PutItemCommand({
          TableName,
          Item: { PK: { S: "user#1" }, refreshToken: { S: "tok-1234567890" } },
          ...condition,
        }),
      );
    await tables.send(
      new CreateTableCommand({
        TableName: "things",
        AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    await put("things");
    const written = await app.traces.of("PutItem");
    expect(spansOf(written, "table")[0]).toMatchObject({
      outcome: "ok",
      details: {
        service: "dynamodb",
        status: 200,
        input: { TableName: "things", Item: { PK: { S: "user#1" } } },
      },
    });
    expect(JSON.stringify(written)).not.toContain("tok-1234567890");
    await expect(put("nothing")).rejects.toThrow();
    expect(await app.traces.of("PutItem")).toMatchObject({
      status: 400,
      reason: expect.stringContaining("ResourceNotFoundException"),
    });
    tables.destroy();
  });

  test("an object", async () => {
    const objects = new S3Client({ ...settings(), forcePathStyle: true });
    await expect(
      objects.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "a b.txt" })),
    ).rejects.toThrow();
    const trace = await app.traces.of("/no-such-bucket");
    expect(spansOf(trace, "object")[0]?.details).toMatchObject({
      bucket: "no-such-bucket",
      key: "a b.txt",
      status: 404,
      error: { type: "NoSuchBucket" },
    });
    objects.destroy();
  });

  test("mails and text messages: their content is only in the inbox", async () => {
    const ses = new SESv2Client(settings());
    const sns = new SNSClient(settings());
    await ses
      .send(
        new SendEmailCommand({
          FromEmailAddress: "nobody@unverified.example",
          Destination: { ToAddresses: ["ada@example.com"] },
          Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Your word is xyzzy" } } } },
        }),
      )
      .catch(() => {});
    await sns.send(new PublishCommand({ PhoneNumber: "+4915112345678", Message: "Your code is 246810" }));
    const [text, mail] = await app.traces.list();
    const texted = await app.traces.read(text?.id ?? "");
    expect(spansOf(texted, "mail")[0]?.details).toMatchObject({
      service: "sns",
      operation: "Publish",
      input: { PhoneNumber: "+4915112345678", Message: { notShown: "the inbox has it" } },
    });
    expect(texted.messages).toMatchObject([{ channel: "sms", to: "+4915112345678", code: "246810" }]);
    const mailed = await app.traces.read(mail?.id ?? "");
    expect(spansOf(mailed, "mail")[0]?.details.service).toBe("ses");
    expect(JSON.stringify(mailed)).not.toContain("xyzzy");
    ses.destroy();
    sns.destroy();
  });

  test("an injected fault is shown as the client got it", async () => {
    const fault = { service: "cognito-idp", operation: "SignUp", status: 500, times: 1 };
    await addFault({ cloudUrl: app.cloud.endpoint }, fault);
    await expect(app.signUp("fault@example.com")).rejects.toThrow();
    expect(await app.traces.of("SignUp")).toMatchObject({ status: 500, outcome: "failed" });
  });
});
