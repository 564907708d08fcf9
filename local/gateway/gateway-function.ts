/**
 * A function as serverless-offline's HTTP API calls it. It gets API Gateway's event, and if it fails the client gets API
 * Gateway's answer instead of a stack trace.
 */
import type { LocalFunctions } from "../lambda/local-functions.ts";
import { limitOf } from "../lambda/time-limits.ts";
import type { GatewayRecord } from "../recorder/record-gateway.ts";
import { httpApiEvent } from "./http-api-event.ts";
import { claimRequest } from "./pending-requests.ts";

/** The members of serverless-offline's own `LambdaFunction` that its HTTP API calls. */
export interface GatewayFunction {
  setEvent(event: unknown): void;
  setClientContext(context: unknown): void;
  runHandler(): Promise<unknown>;
}

/** The maximum time that an HTTP API waits for an integration (api-gateway limits: 30 seconds). */
const MAX_INTEGRATION_MS = 30_000;

const plain = (statusCode: number, message: string) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});

/** @param name of a function of the service */
export function gatewayFunction(functions: LocalFunctions, name: string): GatewayFunction {
  let event: unknown;
  let record: GatewayRecord | undefined;
  return {
    setClientContext: () => {},
    setEvent: (given) => {
      const request = claimRequest(authorizerOf(given));
      record = request?.record;
      event = request === null ? given : httpApiEvent(given as Parameters<typeof httpApiEvent>[0], request);
    },
    runHandler: async () => {
      const signal = AbortSignal.timeout(limitOf(MAX_INTEGRATION_MS));
      const invoke = () => functions.invoke(name, { event: JSON.stringify(event) }, signal);
      const outcome = await (record === undefined ? invoke() : record.run(invoke));
      switch (outcome.kind) {
        case "result":
          return JSON.parse(outcome.payload);
        // Not invoked: Lambda throttles, or the integration took too long.
        case "throttled":
        case "abandoned":
          return plain(503, "Service Unavailable");
        case "error":
          return plain(500, "Internal Server Error");
      }
    },
  };
}

function authorizerOf(event: unknown): unknown {
  const { requestContext } = (event ?? {}) as { requestContext?: { authorizer?: unknown } };
  return requestContext?.authorizer;
}
