/**
 * Turns serverless-offline's event for a function into API Gateway's
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, payload 2.0).
 */
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { GatewayRequest } from "./hapi.ts";

/** With this header, serverless-offline lets any client set `requestContext.authorizer`. Only our own value passes. */
export const OVERRIDE_HEADER = "sls-offline-authorizer-override";

interface OfflineEvent {
  readonly headers: Record<string, string>;
  readonly isBase64Encoded: boolean;
  readonly rawPath: string;
  readonly requestContext: Record<string, unknown> & { readonly http: Record<string, unknown> };
}

/** Members that API Gateway omits if they are empty. */
const LEFT_OUT_WHEN_EMPTY = ["body", "cookies", "pathParameters", "queryStringParameters", "stageVariables"];

export function httpApiEvent(
  event: OfflineEvent,
  { requestId, path = event.rawPath, receivedAt, rawQueryString, body, authorizer }: GatewayRequest,
): object {
  const { [OVERRIDE_HEADER]: _override, cookie: _cookie, ...headers } = event.headers;
  const { authorizer: _raw, operationName: _name, ...context } = event.requestContext;
  const host = headers.host ?? "localhost";
  // serverless-offline parses a body as JSON, so that `0`, `false`, `null` and `""` become no text at all.
  const asItCame = event.isBase64Encoded ? {} : { body };
  const members = Object.entries({ ...event, ...asItCame, headers }).filter(
    ([name, value]) => !(LEFT_OUT_WHEN_EMPTY.includes(name) && isEmpty(value)),
  );
  return {
    ...Object.fromEntries(members),
    rawPath: path,
    rawQueryString,
    requestContext: {
      ...context,
      http: { ...context.http, path },
      accountId: LOCAL_ACCOUNT_ID,
      apiId: "local",
      ...withoutUndefined({ authorizer }),
      domainName: host.split(":")[0],
      domainPrefix: host.split(/[.:]/)[0],
      requestId,
      ...(receivedAt === undefined ? {} : { time: commonLogTime(receivedAt), timeEpoch: receivedAt }),
    },
  };
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
  return `${day}/${month}/${year}:${clock} +0000`;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);
