import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type AdjustableClock, createFakeClock } from "../../../local/clock.ts";
import { type CognitoService, createCognitoService } from "../../../local/cognito/cognito-service.ts";
import type { OutgoingMessage } from "../../../local/inbox/message.ts";
import { createOAuthService } from "../../../local/oauth/oauth-service.ts";
import { preflightHeaders } from "../../../local/protocol/cross-origin.ts";
import type { JsonResponse } from "../../../local/protocol/json-service.ts";
import { loadServiceModel, type ServiceModel } from "../../../local/protocol/service-model.ts";
import { openDatabase } from "../../../local/state/open-database.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { takeKeyPair } from "../test-key-pairs.ts";
import { outcomeOf } from "./in-process-lambdas.ts";

/** What a scripted Lambda does with an event: answer it, or an outcome of its own. */
type ScriptedLambda = (event: never) => unknown;

export interface CognitoServer extends AsyncDisposable {
  readonly endpoint: string;
  /** A client with credentials, as an administrator has. */
  readonly admin: CognitoIdentityProviderClient;
  readonly service: CognitoService;
  readonly database: DatabaseSync;
  readonly clock: AdjustableClock;
  /** Everything that was sent, oldest first. */
  readonly outbox: OutgoingMessage[];
  /** Scripted functions by ARN; an ARN that is not here is unreachable. */
  readonly lambdas: Map<string, ScriptedLambda>;
  /** Faults of the service itself, and errors that AWS's model does not list for the operation: close fails on them. */
  readonly faults: unknown[];
  /** What was told of triggers' answers that Cognito can't read. */
  readonly oddResponses: string[];
  close(): Promise<void>;
}

/**
 * Only Cognito, and the domain of its pools, on an ephemeral port of the loopback interface: empty database in memory (or `file`), a clock that stands
 * still, an outbox to read, Lambdas to script.
 */
export async function startCognitoServer({
  file = ":memory:",
}: {
  file?: string;
} = {}): Promise<CognitoServer> {
  const clock = createFakeClock();
  const outbox: OutgoingMessage[] = [];
  const lambdas = new Map<string, ScriptedLambda>();
  const faults: unknown[] = [];
  const oddResponses: string[] = [];
  const database = openDatabase(file);
  let endpoint = "";
  const service = createCognitoService({
    database,
    clock,
    outbox: { send: (message) => outbox.push(message) },
    encryptCode: () => Promise.reject(new Error("There is no KMS here: use startTestCloud")),
    lambdas: {
      invoke: async (arn, event) => {
        const run = lambdas.get(arn);
        if (run === undefined) return { kind: "unreachable", reason: `No function ${arn}` };
        return outcomeOf(() => run(event as never));
      },
    },
    region: "us-east-1",
    accountId: "000000000000",
    endpoint: () => endpoint,
    makeKeyPair: takeKeyPair,
    onFault: (error) => faults.push(error),
    onOddResponse: (problem) => oddResponses.push(problem),
  });

  const model = loadServiceModel("cognito-idp.json");
  const domain = createOAuthService(service);
  const server = createServer((request, response) => {
    if (request.headers["x-amz-target"] === undefined && request.method !== "OPTIONS") {
      const url = new URL(request.url ?? "/", "http://localhost");
      domain.handle({ request, response, url }).then(
        (isHandled) => isHandled || response.writeHead(404).end(),
        (error: unknown) => {
          faults.push(error);
          response.writeHead(500).end();
        },
      );
      return;
    }
    if (request.method === "OPTIONS") {
      response.writeHead(200, preflightHeaders(request.headers)).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"] ?? "");
      void service
        .handle({
          target,
          headers: request.headers,
          body: Buffer.concat(chunks),
          address: request.socket.remoteAddress,
        })
        .then((answer) => {
          faults.push(...unlistedErrors(model, target, answer));
          response.writeHead(answer.status, answer.headers).end(answer.body);
        });
    });
  });
  // On a busy machine a client would send on a connection that is being closed for having been idle.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const admin = cognitoClient(endpoint);

  const close = async (): Promise<void> => {
    admin.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    database.close();
    if (faults.length > 0) throw new AggregateError(faults, "The service failed inside");
  };
  return {
    endpoint,
    admin,
    service,
    database,
    clock,
    outbox,
    lambdas,
    faults,
    oddResponses,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Errors of the protocol, which every operation may answer with. */
const protocolErrors = new Set([
  "SerializationException",
  "UnknownOperationException",
  "MissingAuthenticationTokenException",
  "NotImplementedException",
]);

function unlistedErrors(
  model: ServiceModel,
  target: string,
  { status, body }: JsonResponse,
): readonly Error[] {
  const code: unknown = status === 200 ? undefined : JSON.parse(body).__type;
  const operation = target.split(".")[1] ?? "";
  const isListed =
    code === undefined ||
    protocolErrors.has(String(code)) ||
    model.operations[operation]?.errors.includes(String(code)) === true;
  return isListed
    ? []
    : [new Error(`${operation} answered ${String(code)}, which AWS's model does not list`)];
}
