import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { dynamoDbAs, type SessionCredentials } from "../../support/clients/session-clients.ts";
import { signedFetch } from "../../support/clients/signed-fetch.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { type Person, startOwnFilesApp } from "../../support/worlds/own-files-app.ts";

let reader: Person;
let writer: Person;

const as = ({ credentials }: { readonly credentials: SessionCredentials }) =>
  dynamoDbAs(app.cloud.endpoint, credentials);
const TableName = "things";
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/things";
const item = (PK: string) => ({ PK: { S: PK }, SK: { S: "one" } });
const own = () => `USER#${writer.sub}`;

const denied = (roleName: string, action: string, resource: string) =>
  `AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/${roleName}/CognitoIdentityCredentials is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

const app = await startOwnFilesApp();

beforeAll(async () => {
  [reader, writer] = [await app.person("readers"), await app.person("writers")];
  for (const PK of [own(), "USER#eve"]) {
    await as({ credentials: app.administrator }).send(new PutItemCommand({ TableName, Item: item(PK) }));
  }
});

const query = (partition: string) =>
  new QueryCommand({
    TableName,
    KeyConditionExpression: "PK = :pk",
    ExpressionAttributeValues: { ":pk": { S: partition } },
  });

const oldQuery = (partition: string) =>
  new QueryCommand({
    TableName,
    KeyConditions: { PK: { ComparisonOperator: "EQ", AttributeValueList: [{ S: partition }] } },
  });

const batch = (...partitions: string[]) =>
  new BatchWriteItemCommand({
    RequestItems: { [TableName]: partitions.map((PK) => ({ PutRequest: { Item: item(PK) } })) },
  });

describe("a role with permissions for the user's own partition", () => {
  const calls: readonly (readonly [string, (partition: string) => unknown])[] = [
    ["dynamodb:GetItem", (PK) => new GetItemCommand({ TableName, Key: item(PK) })],
    ["dynamodb:PutItem", (PK) => new PutItemCommand({ TableName, Item: item(PK) })],
    ["dynamodb:Query", query],
    ["dynamodb:Query", oldQuery],
    ["dynamodb:BatchWriteItem", (PK) => batch(PK)],
  ];

  test.each(calls)("%s: only the own partition (%#)", async (action, make) => {
    const { $metadata } = await as(writer).send(make(own()) as GetItemCommand);
    expect($metadata.httpStatusCode).toBe(200);
    expect(await refusal(as(writer).send(make("USER#eve") as GetItemCommand))).toBe(
      denied("writers", action, TABLE),
    );
    expect(await refusal(as(reader).send(make(own()) as GetItemCommand))).toBe(
      denied("readers", action, TABLE),
    );
  });

  test("refuses another user's item among the own ones", async () => {
    const mixed = new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ PutRequest: { Item: item(own()) } }, { DeleteRequest: { Key: item("USER#eve") } }],
      },
    });
    expect(await refusal(as(writer).send(mixed))).toMatch(/^AccessDeniedException/);
  });

  test("refuses operations without a key, or with an unknown one", async () => {
    expect(await refusal(as(writer).send(new ScanCommand({ TableName })))).toBe(
      denied("writers", "dynamodb:Scan", TABLE),
    );
    expect(await refusal(as(writer).send(new DescribeTableCommand({ TableName })))).toContain(
      "dynamodb:DescribeTable",
    );
    expect(await refusal(as(writer).send(new ListTablesCommand({})))).toBe(
      denied("writers", "dynamodb:ListTables", "arn:aws:dynamodb:us-east-1:000000000000:table/*"),
    );
    const withoutKey = new QueryCommand({
      TableName,
      KeyConditionExpression: ":pk = PK",
      ExpressionAttributeValues: { ":pk": { S: "USER#eve" } },
    });
    expect(await refusal(as(writer).send(withoutKey))).toContain(
      "(the local cloud can't evaluate the condition key dynamodb:LeadingKeys in",
    );
  });
});

describe("credentials", () => {
  const get = () => new GetItemCommand({ TableName, Key: item(own()) });
  const changed = (change: Partial<SessionCredentials>) =>
    refusal(as({ credentials: { ...writer.credentials, ...change } }).send(get()));

  test("need their secret and session token", async () => {
    expect(await changed({ secretAccessKey: "wrong" })).toMatch(
      /^InvalidSignatureException: The request signature/,
    );
    const invalid = "UnrecognizedClientException: The security token included in the request is invalid.";
    expect(await changed({ sessionToken: reader.credentials.sessionToken ?? "" })).toBe(invalid);
    expect(await changed({ accessKeyId: reader.credentials.accessKeyId })).toBe(invalid);
    expect(await changed({ accessKeyId: "ASIALOCALAAAAAAAAAAA" })).toBe(invalid);
    const { accessKeyId, secretAccessKey } = writer.credentials;
    expect(await refusal(as({ credentials: { accessKeyId, secretAccessKey } }).send(get()))).toBe(invalid);
  });

  test("need a signature for DynamoDB, in the header, in one order", async () => {
    const url = new URL("/", app.cloud.endpoint);
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.GetItem",
    };
    const body = JSON.stringify({ TableName, Key: item("USER#eve") });
    const request = { url, credentials: writer.credentials, method: "POST" as const, headers, body };
    const forS3 = await signedFetch({ ...request, service: "s3" });
    expect(await forS3.text()).toContain("InvalidSignatureException");

    const credential = `${writer.credentials.accessKeyId}/20260101/us-east-1/dynamodb/aws4_request`;
    const others = [
      { authorization: `AWS4-HMAC-SHA256 SignedHeaders=host, Credential=${credential}, Signature=0` },
      { authorization: `AWS4-HMAC-SHA256 SignedHeaders=host,Credential=${credential},Signature=0` },
    ];
    for (const more of others) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { ...headers, ...more, "x-amz-date": "x" },
        body,
      });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("InvalidSignatureException"),
      ]);
    }
    const inUrl = new URL(
      "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Date=0",
      url,
    );
    inUrl.searchParams.set("X-Amz-Credential", credential);
    inUrl.searchParams.set("X-Amz-Security-Token", writer.credentials.sessionToken ?? "");
    const answer = await fetch(inUrl, { method: "POST", headers, body });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("UnrecognizedClientException"),
    ]);
  });

  test("expire after an hour", async () => {
    app.cloud.clock.advance(60 * 60 * 1000);
    expect(await changed({})).toBe(
      "ExpiredTokenException: The security token included in the request is expired",
    );
  });
});
