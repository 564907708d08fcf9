import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll } from "@jest/globals";
import { type ActivityTable, activityTable } from "../../../libs/activity/activity-table.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

const TABLE = "activity";

/** A thousand requests at once take their time on a busy machine. */
const PATIENCE = { attempts: 1, timeout: 25_000 };

/** As resources/activity-table.yml has it. */
const DEFINITION: CreateTableCommandInput = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["PK", "SK", "GSI1PK", "GSI1SK"].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S" as const,
  })),
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "GSI1",
      KeySchema: [
        { AttributeName: "GSI1PK", KeyType: "HASH" },
        { AttributeName: "GSI1SK", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
  ],
};

/** Makes the table, and waits until it can be used. */
export async function createActivityTable(client: DynamoDBClient): Promise<string> {
  await client.send(new CreateTableCommand(DEFINITION));
  const describe = new DescribeTableCommand({ TableName: TABLE });
  while ((await client.send(describe)).Table?.TableStatus !== "ACTIVE") {
    // It takes a few turns of the local cloud's event loop.
  }
  return TABLE;
}

/** An empty activity table in a local cloud of its own, for the tests of one file. */
export function useActivityTable(): ActivityTable {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    });
    const client = new DynamoDBClient();
    await createActivityTable(client);
    client.destroy();
  });
  afterAll(() => cloud.close());
  return activityTable(TABLE, PATIENCE);
}
