import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "@jest/globals";
import type { StreamRecord } from "../../../local/dynamodb/table-stream.ts";
import { until } from "../../support/until.ts";
import { inProcessLambdas } from "../../support/worlds/in-process-lambdas.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const TableName = "test-Things";
const ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/test-Things";
const LABEL = "2026-01-01T00:00:00.000";

const table = (StreamViewType?: string) => ({
  Type: "AWS::DynamoDB::Table",
  Properties: {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    ...(StreamViewType && { StreamSpecification: { StreamViewType } }),
  },
});

/** A pipe that passes on every record, and a function that sees them. */
const pipe = {
  Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "bus" } },
  Pipe: {
    Type: "AWS::Pipes::Pipe",
    Properties: {
      RoleArn: "arn:aws:iam::000000000000:role/pipe",
      Source: { "Fn::GetAtt": ["Things", "StreamArn"] },
      Enrichment: "arn:aws:lambda:us-east-1:000000000000:function:see",
      Target: { "Fn::GetAtt": ["Bus", "Arn"] },
      TargetParameters: { EventBridgeEventBusParameters: { Source: "test", DetailType: "test" } },
    },
  },
};

let cloud: TestCloud;
let client: DynamoDBClient;
afterEach(async () => {
  client.destroy();
  await cloud.close();
});

async function start(StreamViewType?: string): Promise<StreamRecord[]> {
  const seen: StreamRecord[] = [];
  const lambdas = inProcessLambdas((records: readonly StreamRecord[]) => {
    seen.push(...records);
    return [];
  });
  cloud = await startTestCloud({ lambdas });
  const Resources = { Things: table(StreamViewType), ...(StreamViewType && pipe) };
  await cloud.provision({ Resources }, { stackName: "test", apiUrl: "http://localhost:3000" });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
  return seen;
}

const key = (sk: string) => ({ PK: { S: "p" }, SK: { S: sk } });
const put = (sk: string, name: string) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key(sk), name: { S: name } } }));

test("DescribeTable shows the stream of a table, and none of a table without", async () => {
  await start("NEW_IMAGE");
  expect((await client.send(new DescribeTableCommand({ TableName }))).Table).toMatchObject({
    TableStatus: "ACTIVE",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    LatestStreamLabel: LABEL,
    LatestStreamArn: `${ARN}/stream/${LABEL}`,
  });
  client.destroy();
  await cloud.close();

  await start();
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).not.toHaveProperty("StreamSpecification");
  expect(Table).not.toHaveProperty("LatestStreamArn");
});

test("each change of an item is a record, in the order of the writes", async () => {
  const seen = await start("NEW_IMAGE");
  await put("1", "Ada");
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: key("1"),
      UpdateExpression: "SET #name = :name",
      ExpressionAttributeNames: { "#name": "name" },
      ExpressionAttributeValues: { ":name": { S: "Grace" } },
    }),
  );
  await client.send(new DeleteItemCommand({ TableName, Key: key("1") }));
  await until(() => seen.length === 3);
  expect(seen[0]).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ApproximateCreationDateTime: Date.UTC(2026, 0, 15, 12) / 1000,
      Keys: key("1"),
      NewImage: { ...key("1"), name: { S: "Ada" } },
      SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
      SizeBytes: expect.any(Number),
      StreamViewType: "NEW_IMAGE",
    },
    eventSourceARN: `${ARN}/stream/${LABEL}`,
  });
  expect(seen.map(({ eventName, dynamodb }) => [eventName, dynamodb.NewImage?.name])).toEqual([
    ["INSERT", { S: "Ada" }],
    ["MODIFY", { S: "Grace" }],
    ["REMOVE", undefined],
  ]);
  const numbers = seen.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber));
  expect(numbers).toEqual([...numbers].sort((one, other) => (one < other ? -1 : 1)));
});

test("a write that changes nothing has no record, nor has one that was refused", async () => {
  const seen = await start("NEW_IMAGE");
  await put("1", "Ada");
  await put("1", "Ada");
  await client.send(new DeleteItemCommand({ TableName, Key: key("unknown") }));
  const refused = new PutItemCommand({
    TableName,
    Item: key("1"),
    ConditionExpression: "attribute_not_exists(PK)",
  });
  await expect(client.send(refused)).rejects.toThrow("The conditional request failed");
  await put("2", "Last");
  await until(() => seen.some(({ dynamodb }) => dynamodb.Keys.SK !== undefined && seen.length > 1));
  expect(seen.map(({ dynamodb }) => dynamodb.Keys)).toEqual([key("1"), key("2")]);
});

test("writes of a batch are records as well", async () => {
  const seen = await start("NEW_IMAGE");
  await put("1", "Ada");
  const requests = [
    { PutRequest: { Item: { ...key("2"), name: { S: "Grace" } } } },
    { DeleteRequest: { Key: key("1") } },
  ];
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  await until(() => seen.length === 3);
  expect(
    seen
      .slice(1)
      .map(({ eventName }) => eventName)
      .sort(),
  ).toEqual(["INSERT", "REMOVE"]);
});

test.each([
  ["KEYS_ONLY", undefined, undefined],
  ["OLD_IMAGE", undefined, { S: "Ada" }],
  ["NEW_AND_OLD_IMAGES", { S: "Grace" }, { S: "Ada" }],
])("a stream of %s has these images", async (view, after, before) => {
  const seen = await start(view);
  await put("1", "Ada");
  await put("1", "Grace");
  await until(() => seen.length === 2);
  expect(seen[1]?.dynamodb.NewImage?.name).toEqual(after);
  expect(seen[1]?.dynamodb.OldImage?.name).toEqual(before);
});

test("an unknown view is refused", async () => {
  await start("NEW_IMAGE");
  const Resources = { Things: table("EVERYTHING") };
  const provisioned = cloud.provision({ Resources }, { stackName: "other", apiUrl: "http://localhost:3000" });
  await expect(provisioned).rejects.toThrow("StreamViewType can't be EVERYTHING");
});
