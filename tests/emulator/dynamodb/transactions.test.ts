import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "@jest/globals";
import { ADMINISTRATOR, dynamoDbAs } from "../../support/clients/session-clients.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const TableName = "things";
const { endpoint } = closeAtEnd(await startTestCloud());
const dynamodb = dynamoDbAs(endpoint, ADMINISTRATOR);

beforeAll(async () => {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
    }),
  );
});

const keyOf = (name: string) => ({ PK: { S: name } });

const count = async (name: string) =>
  (await dynamodb.send(new GetItemCommand({ TableName, Key: keyOf(name), ConsistentRead: true }))).Item?.count
    ?.N;

const put = (name: string, number: number) =>
  dynamodb.send(new PutItemCommand({ TableName, Item: { ...keyOf(name), count: { N: `${number}` } } }));

const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  dynamodb.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

const add = (name: string, number: number, most = 1000): TransactWriteItem => ({
  Update: {
    TableName,
    Key: keyOf(name),
    UpdateExpression: "ADD #count :number",
    ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
    ExpressionAttributeNames: { "#count": "count" },
    ExpressionAttributeValues: { ":number": { N: `${number}` }, ":most": { N: `${most}` } },
  },
});

const mustBeThere = (name: string): TransactWriteItem => ({
  ConditionCheck: { TableName, Key: keyOf(name), ConditionExpression: "attribute_exists(PK)" },
});

test("all writes of a transaction happen together", async () => {
  await put("a1", 1);
  await put("a2", 1);
  await transact([
    add("a1", 4),
    { Put: { TableName, Item: { ...keyOf("a3"), count: { N: "7" } } } },
    { Delete: { TableName, Key: keyOf("a2") } },
  ]);
  expect([await count("a1"), await count("a2"), await count("a3")]).toEqual(["5", undefined, "7"]);
});

test("if one condition fails nothing is written, and the reasons say which one", async () => {
  await put("b1", 1);
  await put("b2", 1);
  const refused = transact([
    add("b1", 4),
    { Delete: { TableName, Key: keyOf("b2") } },
    { Put: { TableName, Item: { ...keyOf("b3"), count: { N: "7" } } } },
    mustBeThere("b4"),
  ]);
  await expect(refused).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message: expect.stringContaining("[None, None, None, ConditionalCheckFailed]"),
    CancellationReasons: [
      { Code: "None" },
      { Code: "None" },
      { Code: "None" },
      { Code: "ConditionalCheckFailed" },
    ],
  });
  const counts = await Promise.all(["b1", "b2", "b3", "b4"].map(count));
  expect(counts).toEqual(["1", "1", undefined, undefined]);
});

test("a condition alone writes nothing", async () => {
  await put("c1", 1);
  await transact([mustBeThere("c1"), add("c2", 1)]);
  expect([await count("c1"), await count("c2")]).toEqual(["1", "1"]);
  const absent: TransactWriteItem = {
    ConditionCheck: { TableName, Key: keyOf("c3"), ConditionExpression: "attribute_not_exists(PK)" },
  };
  await transact([absent, add("c2", 1)]);
  await transact([absent, add("c2", 1)]);
  expect([await count("c2"), await count("c3")]).toEqual(["3", undefined]);
});

test("of concurrent transactions and writes none sees a part of another", async () => {
  await put("d1", 0);
  await put("d2", 0);
  const both = () =>
    transact([add("d1", 1, 10), add("d2", 1, 10)]).then(
      () => 1,
      () => 0,
    );
  const one = () =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf("d3"),
        UpdateExpression: "ADD PK2 :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
    );
  const [done] = await Promise.all([
    Promise.all(Array.from({ length: 30 }, both)),
    Promise.all(Array.from({ length: 30 }, one)),
  ]);
  expect(done.reduce<number>((sum, each) => sum + each, 0)).toBe(10);
  expect([await count("d1"), await count("d2")]).toEqual(["10", "10"]);
});

test("a request with the same token is the same request", async () => {
  await put("e1", 0);
  await transact([add("e1", 1)], "token-1");
  await transact([add("e1", 1)], "token-1");
  expect(await count("e1")).toBe("1");
  await expect(transact([add("e1", 2)], "token-1")).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
  await transact([add("e1", 1)], "token-2");
  expect(await count("e1")).toBe("2");
});

test("what is invalid is refused before anything is written", async () => {
  await put("f1", 0);
  await expect(transact([add("f1", 1), add("f1", 1)])).rejects.toMatchObject({ name: "ValidationException" });
  await expect(transact([])).rejects.toMatchObject({ name: "ValidationException" });
  const broken: TransactWriteItem = {
    Update: { TableName, Key: keyOf("f2"), UpdateExpression: "SOMETHING" },
  };
  await expect(transact([add("f1", 1), broken])).rejects.toMatchObject({ name: "ValidationException" });
  const elsewhere: TransactWriteItem = { Put: { TableName: "nothing", Item: keyOf("f3") } };
  await expect(transact([add("f1", 1), elsewhere])).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  expect(await count("f1")).toBe("0");
});
