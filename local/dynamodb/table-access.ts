/** What a request to DynamoDB wants to do to which partitions: what its policies are asked about. */
import type { TableDefinition } from "./create-dynamodb-service.ts";

type Json = Readonly<Record<string, unknown>>;

/** One table or index of a request. */
export interface TableAccess {
  readonly table: string;
  readonly index: string | null;
  /** Partition keys (`dynamodb:LeadingKeys`); none of an operation without keys, such as a scan. */
  readonly partitions: readonly string[];
}

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

/** The values that a key condition asks of an attribute: `#pk = :pk AND begins_with(#sk, :prefix)`. */
function queried(input: Json, attribute: string): string[] {
  const names = isJson(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {};
  const values = isJson(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {};
  const conditions = String(input.KeyConditionExpression ?? "").matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g);
  return [...conditions].flatMap(([, name = "", value = ""]) =>
    (name.startsWith("#") ? names[name] : name) === attribute ? textOf(values[value]) : [],
  );
}

/** @param definitionOf of a table by its name */
export function tableAccesses(
  operation: string,
  input: Json,
  definitionOf: (table: string) => TableDefinition | undefined,
): readonly TableAccess[] {
  const batch = isJson(input.RequestItems) ? Object.entries(input.RequestItems) : [];
  if (operation === "BatchGetItem")
    return batch.map(([table, request]) => of(table, isJson(request) ? list(request.Keys) : []));
  if (operation === "BatchWriteItem")
    return batch.map(([table, requests]) =>
      of(
        table,
        list(requests).flatMap(({ PutRequest, DeleteRequest }) =>
          [
            isJson(PutRequest) ? PutRequest.Item : undefined,
            isJson(DeleteRequest) ? DeleteRequest.Key : undefined,
          ].filter(isJson),
        ),
      ),
    );
  const table = String(input.TableName ?? "");
  if (operation === "Query") {
    const index = typeof input.IndexName === "string" ? input.IndexName : null;
    const attribute = partitionKeyOf(definitionOf(table), index);
    return [{ table, index, partitions: attribute === undefined ? [] : queried(input, attribute) }];
  }
  return [of(table, [input.Key, input.Item].filter(isJson))];

  function of(name: string, keys: readonly Json[]): TableAccess {
    const attribute = partitionKeyOf(definitionOf(name), null);
    const partitions = attribute === undefined ? [] : keys.flatMap((key) => textOf(key[attribute]));
    return { table: name, index: null, partitions };
  }
}
