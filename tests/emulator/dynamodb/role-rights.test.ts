import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Template } from "../../../cloudformation/template.ts";
import { functionSessions } from "../../../local/iam/function-roles.ts";
import type { ServerlessService } from "../../../local/offline/serverless.ts";
import { dynamoDbAs } from "../../support/clients/session-clients.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const key = (name: string, type: "HASH" | "RANGE") => ({ AttributeName: name, KeyType: type });
const on = (Action: string[], Resource: unknown, LeadingKeys: string[]) => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition: {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": LeadingKeys },
    Null: { "dynamodb:LeadingKeys": "false" },
  },
});
const tableArn = { "Fn::GetAtt": ["Table", "Arn"] };

const template: Template = {
  Resources: {
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "things",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["PK", "SK", "GSI1PK", "GSI1SK"].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S",
        })),
        KeySchema: [key("PK", "HASH"), key("SK", "RANGE")],
        GlobalSecondaryIndexes: [
          {
            IndexName: "GSI1",
            KeySchema: [key("GSI1PK", "HASH"), key("GSI1SK", "RANGE")],
            Projection: { ProjectionType: "ALL" },
          },
        ],
      },
    },
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        Policies: [
          {
            PolicyName: "things",
            PolicyDocument: {
              Statement: [
                on(["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], tableArn, [
                  "USER#*",
                  "CENSUS",
                ]),
                on(["dynamodb:PutItem", "dynamodb:UpdateItem"], tableArn, ["USER#*"]),
                on(["dynamodb:Query"], { "Fn::Join": ["", [tableArn, "/index/*"]] }, ["EVENTS#*"]),
                on(["dynamodb:Scan"], tableArn, ["USER#*"]),
              ],
            },
          },
        ],
      },
    },
  },
};

const cloud = closeAtEnd(await startTestCloud());

beforeAll(async () => {
  const stack = await cloud.provision(template, { stackName: "test", apiUrl: "http://localhost:3000" });
  const service = { functions: { worker: { name: "w", role: { "Fn::GetAtt": ["Role", "Arn"] } } } };
  cloud.restrict(functionSessions(service as unknown as ServerlessService, template, stack));
});

const as = (accessKeyId: string) => dynamoDbAs(cloud.endpoint, { accessKeyId, secretAccessKey: "local" });

const item = (PK: string) => ({ PK: { S: PK }, SK: { S: "one" } });
const TableName = "things";
const denied = expect.objectContaining({ name: "AccessDeniedException" });

const query = (partition: string, index?: string) =>
  new QueryCommand({
    TableName,
    ...(index === undefined ? {} : { IndexName: index }),
    KeyConditionExpression: "#pk = :pk",
    ExpressionAttributeNames: { "#pk": index === undefined ? "PK" : "GSI1PK" },
    ExpressionAttributeValues: { ":pk": { S: partition } },
  });

const transaction = (...partitions: string[]) =>
  new TransactWriteItemsCommand({
    TransactItems: partitions.map((partition) => ({ Put: { TableName, Item: item(partition) } })),
  });

describe("a function", () => {
  test.each([
    ["puts an item that its role names", () => new PutItemCommand({ TableName, Item: item("USER#ada") })],
    ["gets it", () => new GetItemCommand({ TableName, Key: item("USER#ada") })],
    [
      "gets several",
      () =>
        new BatchGetItemCommand({ RequestItems: { things: { Keys: [item("USER#ada"), item("CENSUS")] } } }),
    ],
    ["writes in a transaction what it may write by itself", () => transaction("USER#ada", "USER#eve")],
    ["queries it", () => query("USER#ada")],
    ["queries the index by its own key", () => query("EVENTS#2026-01-15", "GSI1")],
  ] as const)("%s", async (_name, make) => {
    const { $metadata } = await as("local-worker").send(make() as GetItemCommand);
    expect($metadata.httpStatusCode).toBe(200);
  });

  test.each([
    ["put into another partition", () => new PutItemCommand({ TableName, Item: item("GROUPS#ada") })],
    [
      "put into a partition that it may only read",
      () => new PutItemCommand({ TableName, Item: item("CENSUS") }),
    ],
    ["put into another partition within a transaction", () => transaction("USER#ada", "GROUPS#ada")],
    [
      "use a partition with its own as a prefix",
      () => new GetItemCommand({ TableName, Key: item("CENSUS#2") }),
    ],
    [
      "get one of several",
      () =>
        new BatchGetItemCommand({ RequestItems: { things: { Keys: [item("USER#ada"), item("INVITE#x")] } } }),
    ],
    ["query the index by the table's key", () => query("USER#ada", "GSI1")],
    ["query the table by the index's key", () => query("EVENTS#2026-01-15")],
    ["scan, which names no key", () => new ScanCommand({ TableName })],
    ["touch another table", () => new GetItemCommand({ TableName: "others", Key: item("USER#ada") })],
    [
      "update another partition",
      () =>
        new UpdateItemCommand({
          TableName,
          Key: item("FIRST_ADMIN#x"),
          UpdateExpression: "SET a = :a",
          ExpressionAttributeValues: { ":a": { S: "a" } },
        }),
    ],
  ] as const)("may not %s", async (_name, make) => {
    await expect(as("local-worker").send(make() as GetItemCommand)).rejects.toEqual(denied);
  });
});

test("a function without a role in the template, and a developer, may do everything", async () => {
  for (const accessKeyId of ["local-other", "local", "AKIAIOSFODNN7EXAMPLE"]) {
    const { $metadata } = await as(accessKeyId).send(
      new PutItemCommand({ TableName, Item: item("GROUPS#ada") }),
    );
    expect($metadata.httpStatusCode).toBe(200);
  }
});
