import { setTimeout } from "node:timers/promises";
import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { AwsError } from "../aws/aws-error.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import { MODULE_PATIENCE, type Patience } from "../aws/signed-request.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** The name of an item. docs/data-model.md lists them all. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** Strings, numbers, booleans, sets of strings, and maps and lists of them. */
export type Item = Key & Readonly<Record<string, unknown>>;

interface Update {
  readonly key: Key;
  /** DynamoDB's update expression; every attribute by a `#name`, every value by a `:value`. */
  readonly expression: string;
  /** Without it the update is unconditional. */
  readonly condition?: string;
  /** What a `#name` stands for, without the `#`, if it is not the attribute of that name: a key that is known at run time only. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** `:value` → value, without the `:`. */
  readonly values: Readonly<Record<string, unknown>>;
}

interface Query {
  /** The index's keys are `GSI1PK` and `GSI1SK`. */
  readonly index?: "GSI1";
  readonly partition: string;
  /** Sort keys with this prefix. */
  readonly prefix?: string;
  /** Sort keys between the two, both included. */
  readonly between?: readonly [from: string, to: string];
  readonly order: "oldest first" | "newest first";
  /** Items to read, before any is filtered out. */
  readonly limit: number;
  /**
   * Whether the answer has every write that was answered before. It costs twice as much, and the index can't do it. For what
   * decides about rights, and for deletions, which must miss nothing.
   */
  readonly consistent?: boolean;
  /** The key to continue after, from {@link Page.next}. */
  readonly after?: Readonly<Record<string, string>>;
}

interface Page {
  readonly items: readonly Item[];
  /** Missing on the last page. */
  readonly next?: Readonly<Record<string, string>>;
}

/** The table of events, sessions and counters, by name. */
export interface ActivityTable {
  get(key: Key): Promise<Item | undefined>;
  /** Items that are not there are left out. At most 100 keys. */
  getAll(keys: readonly Key[]): Promise<readonly Item[]>;
  put(item: Item): Promise<void>;
  /** @returns false if there is an item with that key already; it stays as it is. */
  putNew(item: Item): Promise<boolean>;
  /** @returns the item as it is now; undefined if the condition is not met. */
  update(update: Update): Promise<Item | undefined>;
  delete(key: Key): Promise<void>;
  query(query: Query): Promise<Page>;
}

/** The maximum number of calls for one batch, and the first pause between them, which doubles each time. */
const MAX_BATCHES = 5;
const BATCH_PAUSE_MS = 10;

/** The names in some expressions: each `#name` stands for the attribute of that name, or for its alias. */
export function namesIn(
  expressions: readonly (string | undefined)[],
  aliases: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const names = expressions.flatMap((expression = "") => expression.match(/(?<=#)\w+/g) ?? []);
  return Object.fromEntries(names.map((name) => [`#${name}`, aliases[name] ?? name]));
}

export const withColon = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));

const isConditionFailure = (error: unknown) =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

function rangeOf({ index, partition, prefix, between }: Query) {
  const [PK, SK] = index === undefined ? ["#PK", "#SK"] : ["#GSI1PK", "#GSI1SK"];
  if (between !== undefined) {
    return {
      condition: `${PK} = :pk AND ${SK} BETWEEN :from AND :to`,
      values: { ":pk": partition, ":from": between[0], ":to": between[1] },
    };
  }
  if (prefix !== undefined) {
    return {
      condition: `${PK} = :pk AND begins_with(${SK}, :prefix)`,
      values: { ":pk": partition, ":prefix": prefix },
    };
  }
  return { condition: `${PK} = :pk`, values: { ":pk": partition } };
}

/**
 * Opens the table. Nothing is called before the first operation.
 *
 * @throws AwsError or a network error from every operation. A caller that must not fail, such as a trigger that records an
 *   event, catches it
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
 */
export function activityTable(TableName: string, patience: Patience = MODULE_PATIENCE): ActivityTable {
  const call = <Output>(operation: string, input: object) =>
    callJsonService<Output>({ service: "dynamodb", operation, input: { ...input }, patience });
  const toItem = (attributes: GetItemCommandOutput["Item"]) =>
    attributes === undefined ? undefined : (unmarshall(attributes) as Item);

  async function put(item: Item, condition: Partial<PutItemCommandInput>): Promise<void> {
    const input: PutItemCommandInput = {
      TableName,
      Item: marshall(item, { removeUndefinedValues: true }),
      ...condition,
    };
    await call("PutItem", input);
  }

  return {
    async get(key) {
      const input: GetItemCommandInput = { TableName, Key: marshall(key), ConsistentRead: true };
      const { Item } = await call<GetItemCommandOutput>("GetItem", input);
      return toItem(Item);
    },

    async getAll(keys) {
      const found: Item[] = [];
      let requests: BatchGetItemCommandInput["RequestItems"] = {
        [TableName]: { Keys: keys.map((key) => marshall(key)), ConsistentRead: true },
      };
      // DynamoDB may leave some keys for the next call; if it is overloaded, all of them.
      for (let attempt = 1; Object.keys(requests ?? {}).length > 0; attempt += 1) {
        if (attempt > MAX_BATCHES) throw new AwsError("ProvisionedThroughputExceededException", "", 503);
        if (attempt > 1) await setTimeout(Math.random() * BATCH_PAUSE_MS * 2 ** attempt);
        const output: BatchGetItemCommandOutput = await call("BatchGetItem", { RequestItems: requests });
        found.push(...(output.Responses?.[TableName] ?? []).map((item) => unmarshall(item) as Item));
        requests = output.UnprocessedKeys;
      }
      return found;
    },

    put: (item) => put(item, {}),

    async putNew(item) {
      try {
        await put(item, {
          ConditionExpression: "attribute_not_exists(#pk)",
          ExpressionAttributeNames: { "#pk": "PK" },
        });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    async update({ key, expression, condition, aliases, values }) {
      const input: UpdateItemCommandInput = {
        TableName,
        Key: marshall(key),
        UpdateExpression: expression,
        ...withoutUndefined({ ConditionExpression: condition }),
        ExpressionAttributeNames: namesIn([expression, condition], aliases),
        ExpressionAttributeValues: marshall(withColon(values), { removeUndefinedValues: true }),
        ReturnValues: "ALL_NEW",
      };
      try {
        const { Attributes } = await call<UpdateItemCommandOutput>("UpdateItem", input);
        return toItem(Attributes);
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },

    async delete(key) {
      const input: DeleteItemCommandInput = { TableName, Key: marshall(key) };
      await call("DeleteItem", input);
    },

    async query(query) {
      const { condition, values } = rangeOf(query);
      const input: QueryCommandInput = {
        TableName,
        ...withoutUndefined({ IndexName: query.index, ConsistentRead: query.consistent }),
        KeyConditionExpression: condition,
        ExpressionAttributeNames: namesIn([condition]),
        ExpressionAttributeValues: marshall(values),
        ScanIndexForward: query.order === "oldest first",
        Limit: query.limit,
        ...withoutUndefined({ ExclusiveStartKey: query.after && marshall(query.after) }),
      };
      const { Items = [], LastEvaluatedKey } = await call<QueryCommandOutput>("Query", input);
      const items = Items.map((item) => unmarshall(item) as Item);
      if (LastEvaluatedKey === undefined) return { items };
      return { items, next: unmarshall(LastEvaluatedKey) as Record<string, string> };
    },
  };
}
