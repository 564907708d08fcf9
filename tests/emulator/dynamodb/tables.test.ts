import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "@jest/globals";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const template = {
  Resources: {
    Activity: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "PK", AttributeType: "S" },
          { AttributeName: "SK", AttributeType: "S" },
          { AttributeName: "GSI1PK", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "SK", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "GSI1",
            KeySchema: [{ AttributeName: "GSI1PK", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      },
    },
  },
};

const TableName = "test-Activity";
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(stateDirectory?: string): Promise<{ cloud: TestCloud; dynamodb: DynamoDBClient }> {
  const cloud = await startTestCloud(stateDirectory === undefined ? {} : { stateDirectory });
  await cloud.provision(template, { stackName: "test", apiUrl: "http://localhost:3000" });
  const dynamodb = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${cloud.port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  open.push(async () => {
    dynamodb.destroy();
    await cloud.close();
  });
  return { cloud, dynamodb };
}

const closeAll = async () => {
  for (const close of open.splice(0).reverse()) await close();
};

const key = { PK: { S: "USER#1" }, SK: { S: "EVENT#1" } };

test("the template's table exists at the first request, with its index", async () => {
  const { dynamodb } = await start();
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  });
  await dynamodb.send(
    new PutItemCommand({ TableName, Item: { ...key, GSI1PK: { S: "DAY#1" }, n: { N: "1" } } }),
  );
  const byDay = await dynamodb.send(
    new QueryCommand({
      TableName,
      IndexName: "GSI1",
      KeyConditionExpression: "GSI1PK = :day",
      ExpressionAttributeValues: { ":day": { S: "DAY#1" } },
    }),
  );
  expect(byDay.Items).toEqual([expect.objectContaining(key)]);
});

test("conditions are checked", async () => {
  const { dynamodb } = await start();
  const put = new PutItemCommand({ TableName, Item: key, ConditionExpression: "attribute_not_exists(PK)" });
  await dynamodb.send(put);
  await expect(dynamodb.send(put)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
  const counted = await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key: key,
      UpdateExpression: "ADD n :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  expect(counted.Attributes).toEqual({ n: { N: "1" } });
});

test("an unsigned request is refused", async () => {
  const { cloud } = await start();
  const response = await fetch(cloud.endpoint, {
    method: "POST",
    headers: { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0" },
    body: "{}",
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("MissingAuthenticationTokenException");
});

test("items survive a restart", async () => {
  const state = mkdtempSync(join(tmpdir(), "dynamodb-test-"));
  try {
    const first = await start(state);
    await first.dynamodb.send(new PutItemCommand({ TableName, Item: { ...key, n: { N: "7" } } }));
    await closeAll();
    const second = await start(state);
    const { Item } = await second.dynamodb.send(new GetItemCommand({ TableName, Key: key }));
    expect(Item).toEqual({ ...key, n: { N: "7" } });
    await closeAll();
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});

test("it closes after pending requests are done, even if their clients are gone", async () => {
  const { dynamodb } = await start();
  const abort = new AbortController();
  const add = () =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
      { abortSignal: abort.signal },
    );
  await add();
  const others = Array.from({ length: 200 }, add);
  const outcomes = Promise.allSettled(others);
  await others[0];
  abort.abort();
  await closeAll();
  expect((await outcomes).filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
});
