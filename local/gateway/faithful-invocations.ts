/**
 * The last step before a function runs for the gateway: its event is made API Gateway's, and when it fails the client gets
 * API Gateway's answer instead of a stack trace.
 */
import { httpApiEvent } from "./http-api-event.ts";
import { claimRequest } from "./pending-requests.ts";

/** What serverless-offline's `LambdaFunction` offers, as far as it is called. */
interface LambdaFunction {
  setEvent(event: unknown): void;
  setClientContext(context: unknown): void;
  runHandler(): Promise<unknown>;
}

/** serverless-offline's pool of functions; its class is what `serverless-offline/lambda` exports. */
export interface LambdaPool {
  get(functionKey: string): LambdaFunction;
}

const INTERNAL_SERVER_ERROR = {
  statusCode: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "Internal Server Error" }),
};

/** Puts the step in front of every function that the pool hands out. */
export function makeInvocationsFaithful(pool: { prototype: LambdaPool }): void {
  const { get } = pool.prototype;
  pool.prototype.get = function (functionKey) {
    return faithful(get.call(this, functionKey));
  };
}

function faithful(lambda: LambdaFunction): LambdaFunction {
  let isForGateway = false;
  return {
    setClientContext: (context) => lambda.setClientContext(context),
    setEvent: (event) => {
      const request = claimRequest(authorizerOf(event));
      isForGateway = request !== null;
      lambda.setEvent(
        request === null ? event : httpApiEvent(event as Parameters<typeof httpApiEvent>[0], request),
      );
    },
    runHandler: async () => {
      if (!isForGateway) return lambda.runHandler();
      try {
        return await lambda.runHandler();
      } catch {
        // serverless-offline has logged it.
        return INTERNAL_SERVER_ERROR;
      }
    },
  };
}

function authorizerOf(event: unknown): unknown {
  const { requestContext } = (event ?? {}) as { requestContext?: { authorizer?: unknown } };
  return requestContext?.authorizer;
}
