import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

/** Typical uses of a table: counters, limits, sets, logs by user and by day. */
const TableName = "activity";
const cloud = closeAtEnd(await startTestCloud());
const dynamodb = closeAtEnd(
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${cloud.port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    // All at once, not 50 at a time, and without keep-alive: an idle connection may be closed between two tests.
    requestHandler: { httpAgent: { maxSockets: 500, keepAlive: false } },
  }),
);

beforeAll(async () => {
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  const Properties = {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["PK", "SK", "GSI1PK", "GSI1SK"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    KeySchema: key("PK", "SK"),
    GlobalSecondaryIndexes: [
      { IndexName: "GSI1", KeySchema: key("GSI1PK", "GSI1SK"), Projection: { ProjectionType: "ALL" } },
    ],
  };
  await cloud.provision(
    { Resources: { Table: { Type: "AWS::DynamoDB::Table", Properties } } },
    { stackName: "test", apiUrl: "http://localhost:3000" },
  );
});
let items = 0;
let Key: Record<"PK" | "SK", { S: string }>;
beforeEach(() => {
  items += 1;
  Key = { PK: { S: `ITEM#${items}` }, SK: { S: "STATE" } };
});

const update = (UpdateExpression: string, more: Partial<UpdateItemCommandInput> = {}) =>
  dynamodb.send(new UpdateItemCommand({ TableName, Key, UpdateExpression, ...more }));

const read = async () =>
  (await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

const one = { ":one": { N: "1" } };

describe("updates", () => {
  test("ADD counts from zero and returns the new item, or the old one", async () => {
    const values = { ExpressionAttributeValues: one };
    const first = await update("ADD n :one", { ...values, ReturnValues: "ALL_NEW" });
    expect(first.Attributes).toEqual({ ...Key, n: { N: "1" } });
    const second = await update("ADD n :one", { ...values, ReturnValues: "ALL_OLD" });
    expect(second.Attributes).toEqual({ ...Key, n: { N: "1" } });
    const third = await update("ADD n :one", { ...values, ReturnValues: "UPDATED_OLD" });
    expect(third.Attributes).toEqual({ n: { N: "2" } });
    expect((await update("ADD n :one", values)).Attributes).toBeUndefined();
    expect(await read()).toEqual({ ...Key, n: { N: "4" } });
  });

  test("ADD and DELETE work on sets, and an empty set is removed", async () => {
    const set = (...SS: string[]) => ({ ExpressionAttributeValues: { ":some": { SS } } });
    await update("ADD tags :some", set("a", "b"));
    await update("ADD tags :some", set("b", "c"));
    expect([...((await read())?.tags?.SS ?? [])].sort()).toEqual(["a", "b", "c"]);
    await update("DELETE tags :some", set("a", "b"));
    expect((await read())?.tags).toEqual({ SS: ["c"] });
    await update("DELETE tags :some", set("c", "z"));
    expect(await read()).toEqual(Key);
  });

  test("SET if_not_exists keeps the first value, REMOVE removes it, arithmetic and lists work", async () => {
    const at = (S: string) => ({ ExpressionAttributeValues: { ":at": { S } } });
    const firstSeen = "SET firstSeen = if_not_exists(firstSeen, :at), lastSeen = :at";
    await update(firstSeen, at("monday"));
    await update(firstSeen, at("tuesday"));
    expect(await read()).toMatchObject({ firstSeen: { S: "monday" }, lastSeen: { S: "tuesday" } });
    await update(
      "SET #n = if_not_exists(#n, :zero) + :two, l = list_append(if_not_exists(l, :none), :x) REMOVE lastSeen",
      {
        ExpressionAttributeNames: { "#n": "count" },
        ExpressionAttributeValues: {
          ":zero": { N: "0" },
          ":two": { N: "2" },
          ":none": { L: [] },
          ":x": { L: [{ S: "x" }] },
        },
      },
    );
    expect(await read()).toEqual({
      ...Key,
      firstSeen: { S: "monday" },
      count: { N: "2" },
      l: { L: [{ S: "x" }] },
    });
  });

  test("paths address values in maps and lists", async () => {
    await update("SET m = :m", {
      ExpressionAttributeValues: { ":m": { M: { a: { N: "1" }, l: { L: [{ N: "1" }, { N: "2" }] } } } },
    });
    await update("SET m.a = m.a + :one, m.l[1] = :one REMOVE m.l[0]", { ExpressionAttributeValues: one });
    expect((await read())?.m).toEqual({ M: { a: { N: "2" }, l: { L: [{ N: "1" }] } } });
  });
});

describe("conditions", () => {
  const refused = { name: "ConditionalCheckFailedException" };
  const check = (
    ConditionExpression: string,
    ExpressionAttributeValues: UpdateItemCommandInput["ExpressionAttributeValues"] = {},
  ) =>
    update("ADD n :one", {
      ConditionExpression,
      ExpressionAttributeValues: { ...one, ...ExpressionAttributeValues },
    });

  test("attribute_not_exists, attribute_exists and attribute_type", async () => {
    await expect(check("attribute_exists(PK)")).rejects.toMatchObject(refused);
    await check("attribute_not_exists(PK)");
    await expect(check("attribute_not_exists(PK)")).rejects.toMatchObject(refused);
    await check("attribute_exists(n) AND attribute_type(n, :t)", { ":t": { S: "N" } });
    const put = new PutItemCommand({ TableName, Item: Key, ConditionExpression: "attribute_not_exists(PK)" });
    await expect(dynamodb.send(put)).rejects.toMatchObject(refused);
    expect(await read()).toEqual({ ...Key, n: { N: "2" } });
  });

  test("size, contains, begins_with, BETWEEN and IN", async () => {
    await update("SET tags = :tags, who = :who", {
      ExpressionAttributeValues: { ":tags": { SS: ["a", "b"] }, ":who": { S: "ada@example.com" } },
    });
    const [two, three] = [{ N: "2" }, { N: "3" }];
    await check("size(tags) < :three AND contains(tags, :a)", { ":three": three, ":a": { S: "a" } });
    await expect(check("size(tags) < :two", { ":two": two })).rejects.toMatchObject(refused);
    await expect(check("contains(tags, :c)", { ":c": { S: "c" } })).rejects.toMatchObject(refused);
    await check("contains(who, :at) AND begins_with(who, :ada)", { ":at": { S: "@" }, ":ada": { S: "ada" } });
    await check("n BETWEEN :two AND :three OR n IN (:two, :three)", { ":two": two, ":three": three });
    await expect(check("NOT (n = :three)", { ":three": three })).rejects.toMatchObject(refused);
    expect((await read())?.n).toEqual(three);
  });

  test("200 concurrent updates never exceed their limit", async () => {
    const attempts = Array.from({ length: 200 }, () =>
      check("attribute_not_exists(n) OR n < :limit", { ":limit": { N: "3" } }),
    );
    const outcomes = await Promise.allSettled(attempts);
    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(outcomes.length - failures.length).toBe(3);
    expect(failures.every((reason) => reason instanceof ConditionalCheckFailedException)).toBe(true);
    expect((await read())?.n).toEqual({ N: "3" });
  });

  test("200 concurrent updates are all counted", async () => {
    const attempts = Array.from({ length: 200 }, () =>
      update("ADD n :one", { ExpressionAttributeValues: one, ReturnValues: "UPDATED_NEW" }),
    );
    const seen = (await Promise.all(attempts)).map(({ Attributes }) => Number(Attributes?.n?.N));
    expect(new Set(seen).size).toBe(200);
    expect(Math.max(...seen)).toBe(200);
  });

  test("ReturnValuesOnConditionCheckFailure is ignored: see DIVERGENCES.md", async () => {
    await update("ADD n :one", { ExpressionAttributeValues: one });
    const attempt = update("ADD n :one", {
      ConditionExpression: "n > :one",
      ExpressionAttributeValues: one,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await expect(attempt).rejects.toMatchObject({ ...refused, Item: undefined });
  });
});

describe("queries", () => {
  const at = (n: number) => String(n).padStart(3, "0");
  const DAY = "DAY#2026-01-15";
  beforeAll(async () => {
    // BatchWriteItem takes 25.
    for (const start of [0, 25]) {
      await dynamodb.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: 25 }, (_, index) => ({
              PutRequest: {
                Item: {
                  PK: { S: `USER#${(start + index) % 2}` },
                  SK: { S: `EVENT#${at(start + index)}` },
                  GSI1PK: { S: DAY },
                  GSI1SK: { S: at(start + index) },
                  kind: { S: index % 5 === 0 ? "failure" : "success" },
                },
              },
            })),
          },
        }),
      );
    }
  });

  const query = (more: Partial<QueryCommandInput>) => dynamodb.send(new QueryCommand({ TableName, ...more }));
  const byDay = (more: Partial<QueryCommandInput> = {}) =>
    query({
      IndexName: "GSI1",
      KeyConditionExpression: "GSI1PK = :day",
      ExpressionAttributeValues: { ":day": { S: DAY } },
      ...more,
    });
  const positions = ({ Items = [] }: { Items?: Record<string, { S?: string | undefined }>[] | undefined }) =>
    Items.map(({ GSI1SK }) => GSI1SK?.S);

  test.each([true, false])("an index is read in pages, ScanIndexForward %s", async (ScanIndexForward) => {
    const seen: unknown[] = [];
    let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
    let pages = 0;
    do {
      const page = await byDay({ ScanIndexForward, Limit: 7, ExclusiveStartKey });
      seen.push(...positions(page));
      ExclusiveStartKey = page.LastEvaluatedKey;
      pages += 1;
    } while (ExclusiveStartKey !== undefined);
    const expected = Array.from({ length: 50 }, (_, n) => at(n));
    expect(seen).toEqual(ScanIndexForward ? expected : expected.reverse());
    expect(pages).toBe(8);
  });

  test("a table is read by a range of keys, filtered, projected and counted", async () => {
    const user = {
      KeyConditionExpression: "PK = :pk AND SK BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":pk": { S: "USER#0" },
        ":from": { S: "EVENT#010" },
        ":to": { S: "EVENT#019" },
      },
    };
    expect(positions((await query(user)) as never)).toEqual(["010", "012", "014", "016", "018"]);
    const failures = await query({
      ...user,
      FilterExpression: "#k = :failure",
      ProjectionExpression: "SK",
      ExpressionAttributeNames: { "#k": "kind" },
      ExpressionAttributeValues: { ...user.ExpressionAttributeValues, ":failure": { S: "failure" } },
    });
    expect(failures).toMatchObject({ Items: [{ SK: { S: "EVENT#010" } }], Count: 1, ScannedCount: 5 });
    const counted = await byDay({ Select: "COUNT" });
    expect(counted.Count).toBe(50);
    expect(counted.Items).toBeUndefined();
  });

  test("an item leaves an index when its index key is removed", async () => {
    Key = { PK: { S: "USER#2" }, SK: { S: "EVENT#900" } };
    await update("SET GSI1PK = :day, GSI1SK = :at", {
      ExpressionAttributeValues: { ":day": { S: "DAY#other" }, ":at": { S: "900" } },
    });
    const other = { ExpressionAttributeValues: { ":day": { S: "DAY#other" } } };
    expect((await byDay(other)).Count).toBe(1);
    await update("REMOVE GSI1PK");
    expect((await byDay(other)).Count).toBe(0);
  });

  test("items are read and deleted in batches", async () => {
    const keys = ["000", "002", "nope"].map((n) => ({ PK: { S: "USER#0" }, SK: { S: `EVENT#${n}` } }));
    const get = () =>
      dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys } } }));
    const { Responses, UnprocessedKeys } = await get();
    expect(Responses?.[TableName]?.map(({ SK }) => SK?.S).sort()).toEqual(["EVENT#000", "EVENT#002"]);
    expect(UnprocessedKeys).toEqual({});
    const { UnprocessedItems } = await dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: keys.map((key) => ({ DeleteRequest: { Key: key } })) },
      }),
    );
    expect(UnprocessedItems).toEqual({});
    expect((await get()).Responses?.[TableName]).toEqual([]);
  });
});
