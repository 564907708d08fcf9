import { createServer, type IncomingHttpHeaders } from "node:http";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Resource } from "../../../cloudformation/template.ts";
import type { BusEvent, KeptEvent } from "../../../local/eventbridge/event-store.ts";
import type { LambdaInvoker } from "../../../local/lambda/lambda-invoker.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type Listening, listen } from "./listen.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

/** What a webhook got, and how it answers. */
export interface Webhook extends Listening {
  readonly received: { readonly headers: IncomingHttpHeaders; readonly event: BusEvent }[];
  /** Answers of the next calls; 200 after that. A text is a header `retry-after` of a 503; null hangs up. */
  readonly answers: (number | string | null)[];
  /** Called with each request, before it is answered. */
  onCall: () => void;
}

export async function startWebhook(): Promise<Webhook> {
  const received: Webhook["received"] = [];
  const answers: Webhook["answers"] = [];
  const webhook = { received, answers, onCall: () => {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, event: JSON.parse(Buffer.concat(chunks).toString()) });
    webhook.onCall();
    const answer = answers.length === 0 ? 200 : answers.shift();
    if (answer === null || answer === undefined) request.socket.destroy();
    else if (typeof answer === "string") response.writeHead(503, { "retry-after": answer }).end();
    else response.writeHead(answer).end();
  });
  return closeAtEnd(Object.assign(webhook, await listen(server)));
}

const RETRIES = { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 };

/** A table with a stream, a pipe with an enrichment, a bus, and a webhook. */
export const eventResources = (
  webhookUrl: string,
  pipe: Readonly<Record<string, unknown>> = {},
): Record<string, Resource> => ({
  Things: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    },
  },
  Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "accounts" } },
  Pipe: {
    Type: "AWS::Pipes::Pipe",
    Properties: {
      RoleArn: "arn:aws:iam::000000000000:role/pipe",
      Source: { "Fn::GetAtt": ["Things", "StreamArn"] },
      SourceParameters: {
        DynamoDBStreamParameters: {
          StartingPosition: "TRIM_HORIZON",
          BatchSize: 4,
          MaximumRetryAttempts: 2,
          OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
          ...pipe,
        },
        FilterCriteria: {
          Filters: [{ Pattern: '{"dynamodb":{"Keys":{"PK":{"S":[{"prefix":"EVENT#"}]}}}}' }],
        },
      },
      Enrichment: "arn:aws:lambda:us-east-1:000000000000:function:enrich",
      Target: { "Fn::GetAtt": ["Bus", "Arn"] },
      TargetParameters: {
        EventBridgeEventBusParameters: { Source: "test.accounts", DetailType: "$.type", Time: "$.at" },
      },
    },
  },
  Connection: {
    Type: "AWS::Events::Connection",
    Properties: {
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-secret", ApiKeyValue: "of-the-webhook" } },
    },
  },
  Destination: {
    Type: "AWS::Events::ApiDestination",
    Properties: {
      ConnectionArn: { "Fn::GetAtt": ["Connection", "Arn"] },
      HttpMethod: "POST",
      InvocationEndpoint: webhookUrl,
    },
  },
  Rule: {
    Type: "AWS::Events::Rule",
    Properties: {
      EventBusName: { Ref: "Bus" },
      EventPattern: { source: ["test.accounts"] },
      Targets: [{ Id: "webhook", Arn: { "Fn::GetAtt": ["Destination", "Arn"] }, RetryPolicy: RETRIES }],
    },
  },
});

/** An event as `/_local/events` lists it. */
type ListedEvent = BusEvent & Pick<KeptEvent, "deliveries">;

export interface EventWorld {
  readonly cloud: TestCloud;
  readonly lost: string[];
  /** Before the end of the file's tests; it may be called twice. */
  close(): Promise<void>;
  put(id: string, more?: Readonly<Record<string, string>>): Promise<void>;
  kept(query?: string): Promise<ListedEvent[]>;
  /** The kept events as soon as there are so many. */
  keptOnceThere(count: number): Promise<ListedEvent[]>;
}

/** A cloud with these resources, until the end of the file's tests. */
export async function startEventWorld(
  resources: Record<string, Resource>,
  lambdas: LambdaInvoker,
  stateDirectory = ":memory:",
): Promise<EventWorld> {
  const lost: string[] = [];
  const onDeadLetter = (message: string) => void lost.push(message);
  const cloud = await startTestCloud({ lambdas, stateDirectory, onDeadLetter });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= cloud.close();
    return closing;
  };
  closeAtEnd({ close });
  await cloud.provision({ Resources: resources }, { stackName: "test", apiUrl: "http://localhost:3000" });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = closeAtEnd(
    new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials }),
  );
  const kept = async (query = ""): Promise<ListedEvent[]> => {
    const response = await fetch(`${cloud.endpoint}/_local/events${query}`);
    return ((await response.json()) as { readonly events: ListedEvent[] }).events;
  };
  return {
    cloud,
    lost,
    close,
    put: async (id, more = {}) => {
      const Item = Object.fromEntries(
        Object.entries({ PK: `EVENT#${id}`, id, ...more }).map(([name, S]) => [name, { S }]),
      );
      await client.send(new PutItemCommand({ TableName: "test-Things", Item }));
    },
    kept,
    keptOnceThere: async (count) => {
      let events = await kept();
      while (events.length < count) events = await kept();
      return events;
    },
  };
}
