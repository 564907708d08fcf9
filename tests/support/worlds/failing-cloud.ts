/** A cloud whose services can be made to fail, with a client for each, and a call that a test can make without any preparation. */
import { Agent } from "node:http";
import { CognitoIdentityClient, ListIdentityPoolsCommand } from "@aws-sdk/client-cognito-identity";
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { closeAtEnd } from "./close-at-end.ts";
import { startTestBucket, type TestBucket } from "./test-bucket.ts";

/** An origin that the bucket `files` allows. */
export const PAGE = "http://localhost:5173";

export const MESSAGE = "This was asked for at /_local/faults.";

export interface FailingCloud {
  readonly bucket: TestBucket;
  readonly cloudUrl: string;
  readonly agent: Agent;
  readonly clients: ReturnType<typeof createClients>;
  readonly calls: ReturnType<typeof callsOf>;
}

export async function startFailingCloud(): Promise<FailingCloud> {
  const bucket = await startTestBucket([
    { AllowedOrigins: [PAGE], AllowedMethods: ["GET", "PUT", "POST"], AllowedHeaders: ["*"] },
  ]);
  const agent = closeAtEnd(new Agent({ keepAlive: true, maxSockets: 1 }));
  const clients = createClients(bucket.cloud.port, agent);
  for (const client of Object.values(clients)) closeAtEnd(client);
  return { bucket, cloudUrl: bucket.cloud.endpoint, agent, clients, calls: callsOf(clients) };
}

/** All clients share one connection, so leftovers of a fault would break the next request. */
function createClients(port: number, httpAgent: Agent) {
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { httpAgent },
  };
  return {
    cognito: new CognitoIdentityProviderClient(config),
    identities: new CognitoIdentityClient(config),
    dynamodb: new DynamoDBClient(config),
    kms: new KMSClient(config),
    s3: new S3Client(config),
    ses: new SESv2Client(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
  };
}

function callsOf({ cognito, identities, dynamodb, kms, s3, ses, sns, sts }: FailingCloud["clients"]) {
  return {
    listPools: () => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })),
    initiateAuth: () =>
      cognito.send(new InitiateAuthCommand({ ClientId: "none", AuthFlow: "USER_SRP_AUTH" })),
    listIdentityPools: () => identities.send(new ListIdentityPoolsCommand({ MaxResults: 1 })),
    listTables: () => dynamodb.send(new ListTablesCommand()),
    getItem: (key = "1") => dynamodb.send(new GetItemCommand({ TableName: "none", Key: { PK: { S: key } } })),
    encrypt: () => kms.send(new EncryptCommand({ KeyId: "any", Plaintext: Buffer.from("secret") })),
    putObject: (Body = "text") => s3.send(new PutObjectCommand({ Bucket: "files", Key: "fault.txt", Body })),
    sendEmail: () =>
      ses.send(
        new SendEmailCommand({
          FromEmailAddress: "no-reply@example.com",
          Destination: { ToAddresses: ["ada@example.com"] },
          Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
        }),
      ),
    publish: () => sns.send(new PublishCommand({ PhoneNumber: "+4915112345678", Message: "Hi" })),
    callerIdentity: () => sts.send(new GetCallerIdentityCommand()),
  };
}

/** The SDK's result: `200`, or the error's name and status. */
export async function outcome(call: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<string> {
  try {
    return String((await call).$metadata.httpStatusCode);
  } catch (error) {
    if (!(error instanceof Error && "$metadata" in error)) throw error;
    const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
    return `${error.name} ${httpStatusCode}`;
  }
}
