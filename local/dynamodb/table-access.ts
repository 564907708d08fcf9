/** The actions of a request to DynamoDB and their partitions, to check against policies. */
import type { TableDefinition } from "./create-dynamodb-service.ts";

type Json = Readonly<Record<string, unknown>>;

/** One table or index of a request. */
export interface TableAccess {
  /** The action, if it is not named as the operation: a transaction needs those of its parts. */
  readonly action?: string;
  /** Empty for an operation that names none. */
  readonly table: string;
  readonly index: string | null;
  /**
   * Partition keys (`dynamodb:LeadingKeys`): none for an operation without keys, such as a scan. `null` if an operation has
   * keys that can't be determined.
   */
  readonly partitions: readonly string[] | null;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
const WITH_KEYS = new Set(["ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"]);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const OF_TRANSACTION: Readonly<Record<string, string>> = {
  ConditionCheck: "ConditionCheckItem",
  Delete: "DeleteItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** The name of the partition key, of a table or of an index of it. */
function partitionKeyOf(definition: TableDefinition | undefined, index: string | null): string | undefined {
  const indexes = [...list(definition?.GlobalSecondaryIndexes), ...list(definition?.LocalSecondaryIndexes)];
  const owner = index === null ? definition : indexes.find(({ IndexName }) => IndexName === index);
  return list(owner?.KeySchema).find(({ KeyType }) => KeyType === "HASH")?.AttributeName as
    | string
    | undefined;
}

/** The text of an attribute value; of numbers, their digits. */
function textOf(value: unknown): string[] {
  if (!isJson(value)) return [];
  const text = value.S ?? value.N ?? value.B;
  return typeof text === "string" ? [text] : [];
}

/**
 * The values of an attribute that a query asks for: `#pk = :pk AND begins_with(#sk, :prefix)`, or the older
 * `KeyConditions: {"PK": {"ComparisonOperator": "EQ", …}}`.
 */
function queried(input: Json, attribute: string): string[] {
  const names = isJson(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {};
  const values = isJson(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {};
  const conditions = String(input.KeyConditionExpression ?? "").matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g);
  const older = isJson(input.KeyConditions) ? input.KeyConditions[attribute] : undefined;
  return [
    ...[...conditions].flatMap(([, name = "", value = ""]) =>
      (name.startsWith("#") ? names[name] : name) === attribute ? textOf(values[value]) : [],
    ),
    ...(isJson(older) && Array.isArray(older.AttributeValueList)
      ? older.AttributeValueList.flatMap(textOf)
      : []),
  ];
}

/** `null` if one of the keys can't be determined. */
const partitionsOf = (keys: readonly Json[], attribute: string | undefined): readonly string[] | null => {
  const partitions = keys.map((key) => (attribute === undefined ? [] : textOf(key[attribute])));
  return keys.length > 0 && partitions.every(({ length }) => length === 1) ? partitions.flat() : null;
};

/** The keys of one request of a batch; without one, the key can't be determined. */
function writtenKeys({ PutRequest, DeleteRequest }: Json): readonly Json[] {
  const keys = [
    isJson(PutRequest) ? PutRequest.Item : undefined,
    isJson(DeleteRequest) ? DeleteRequest.Key : undefined,
  ].filter(isJson);
  return keys.length === 0 ? [{}] : keys;
}

const nameIn = (value: unknown) => (typeof value === "string" ? value : null);

/** @param definitionOf of a table by its name */
export function tableAccesses(
  operation: string,
  input: Json,
  definitionOf: (table: string) => TableDefinition | undefined,
): readonly TableAccess[] {
  const batch = isJson(input.RequestItems) ? Object.entries(input.RequestItems) : [];
  if (operation === "BatchGetItem" && batch.length > 0) {
    return batch.map(([table, request]) => keyed(table, isJson(request) ? list(request.Keys) : []));
  }
  if (operation === "BatchWriteItem" && batch.length > 0) {
    return batch.map(([table, requests]) => keyed(table, list(requests).flatMap(writtenKeys)));
  }
  const parts = operation === "TransactWriteItems" ? list(input.TransactItems) : [];
  if (parts.length > 0) return parts.flatMap(Object.entries).map(writtenInTransaction);
  const table = nameIn(input.TableName) ?? "";
  const index = nameIn(input.IndexName);
  if (operation === "Query") {
    const attribute = partitionKeyOf(definitionOf(table), index);
    const partitions = attribute === undefined ? [] : queried(input, attribute);
    return [{ table, index, partitions: partitions.length === 0 ? null : partitions }];
  }
  if (WITH_KEYS.has(operation)) return [keyed(table, [input.Key, input.Item].filter(isJson))];
  return [{ table, index: operation === "Scan" ? index : null, partitions: [] }];

  function writtenInTransaction([kind, part]: [string, unknown]): TableAccess {
    const { TableName, Key, Item }: Json = isJson(part) ? part : {};
    return { action: OF_TRANSACTION[kind] ?? kind, ...keyed(String(TableName), [Key, Item].filter(isJson)) };
  }

  function keyed(name: string, keys: readonly Json[]): TableAccess {
    const attribute = partitionKeyOf(definitionOf(name), null);
    return { table: name, index: null, partitions: partitionsOf(keys, attribute) };
  }
}
