import { readFileSync } from "node:fs";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll } from "@jest/globals";
import { type TransactingTable, transactingTable } from "../../../libs/activity/transact-write.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { setAwsEndpoint } from "./environment.ts";
import { startTestCloud } from "./test-cloud.ts";

export const ACTIVITY_TABLE = "activity";

/** A thousand requests at once take their time on a busy machine. */
const PATIENCE = { attempts: 1, timeout: 25_000 };

const TEMPLATE = readFileSync(new URL("../../../resources/activity-table.yml", import.meta.url), "utf8");

const inTemplate = (words: RegExp) =>
  [...TEMPLATE.matchAll(words)].map(([, name = "", type = ""]) => [name, type]);

/** The table's attributes and keys as the template has them. */
function createCommand(): CreateTableCommand {
  const keys = inTemplate(/AttributeName: (\w+), KeyType: (\w+)/g).map(([AttributeName, KeyType]) => ({
    AttributeName,
    KeyType: KeyType as "HASH" | "RANGE",
  }));
  return new CreateTableCommand({
    TableName: ACTIVITY_TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: inTemplate(/AttributeName: (\w+), AttributeType: (\w)/g).map(
      ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType: AttributeType as "S" }),
    ),
    KeySchema: keys.slice(0, 2),
    GlobalSecondaryIndexes: inTemplate(/IndexName: (\w+)/g).map(([IndexName], index) => ({
      IndexName,
      KeySchema: keys.slice(2 + 2 * index, 4 + 2 * index),
      Projection: { ProjectionType: "ALL" },
    })),
  });
}

/** Makes the table, and waits until it can be used. */
export async function createActivityTable(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  await client.send(createCommand());
  const describe = new DescribeTableCommand({ TableName: ACTIVITY_TABLE });
  while ((await client.send(describe)).Table?.TableStatus !== "ACTIVE") {
    // It takes a few turns of the local cloud's event loop.
  }
  client.destroy();
}

/** The table as tests read it: they wait as long as it takes. */
export const patientActivityTable = (): TransactingTable => transactingTable(ACTIVITY_TABLE, PATIENCE);

/** An empty activity table in a local cloud of its own, for the tests of one file. */
export function useActivityTable(): TransactingTable {
  beforeAll(async () => {
    const { endpoint } = closeAtEnd(await startTestCloud());
    setAwsEndpoint(endpoint);
    await createActivityTable(endpoint);
  });
  return patientActivityTable();
}
