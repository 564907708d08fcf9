/** A stack on a folder that keeps its state, and the same note in each of its stores. */
import {
  AdminCreateUserCommand,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { cognitoClient } from "../clients/cognito-client.ts";
import { startTestCloud } from "./test-cloud.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

const RESOURCES = {
  Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } },
  Table: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      TableName: "things",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
    },
  },
};

/** A cloud with the folder, and functions that write to and read from each of its stores. */
async function openCloud(directory: string) {
  const cloud = await startTestCloud({ stateDirectory: directory });
  await cloud.provision({ Resources: RESOURCES }, { stackName: "test", apiUrl: "http://localhost:3000" });
  const cognito = cognitoClient(cloud.endpoint);
  const client = { endpoint: `http://127.0.0.1:${cloud.port}`, region: "us-east-1", credentials };
  const s3 = new S3Client(client);
  const dynamodb = new DynamoDBClient(client);
  const poolId = async () => {
    const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
    if (UserPools[0]?.Id !== undefined) return UserPools[0].Id;
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "people" }));
    return String(UserPool?.Id);
  };
  return {
    cloud,
    /** Writes the same text to all three stores. */
    write: async (text: string) => {
      const UserPoolId = await poolId();
      await cognito.send(
        new AdminCreateUserCommand({ UserPoolId, Username: text, MessageAction: "SUPPRESS" }),
      );
      await s3.send(new PutObjectCommand({ Bucket: "files", Key: "note", Body: text }));
      await dynamodb.send(
        new PutItemCommand({ TableName: "things", Item: { PK: { S: "note" }, text: { S: text } } }),
      );
    },
    read: async () => {
      const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId: await poolId() }));
      const object = await s3.send(new GetObjectCommand({ Bucket: "files", Key: "note" }));
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: "things", Key: { PK: { S: "note" } } }),
      );
      return {
        users: Users.map(({ Username }) => Username).sort(),
        object: await object.Body?.transformToString(),
        item: Item?.text?.S,
      };
    },
    close: async () => {
      for (const { destroy } of [cognito, s3, dynamodb].map((each) => ({ destroy: () => each.destroy() }))) {
        destroy();
      }
      await cloud.close();
    },
  };
}

/** Runs the work while a stack has the folder open. */
export async function withOpenState<Result>(
  directory: string,
  work: (opened: Awaited<ReturnType<typeof openCloud>>) => Promise<Result>,
): Promise<Result> {
  const opened = await openCloud(directory);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
