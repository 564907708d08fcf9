/**
 * AWS JSON 1.1, from the server's side: `X-Amz-Target` names the operation, the body is its input, errors carry `__type`
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).
 */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crossOriginHeaders } from "./cross-origin.ts";
import { serializationError } from "./read-shape.ts";
import { ServiceError } from "./service-error.ts";

export interface JsonRequest {
  /** The `X-Amz-Target` header. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Of the client, if the request came by a connection. */
  readonly address?: string | undefined;
}

export interface JsonResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface JsonService {
  /** Serves one request. Never rejects. */
  handle(request: JsonRequest): Promise<JsonResponse>;
}

/** Runs the operation of that name with a parsed, not yet validated body. */
export type Dispatch = (operation: string, body: unknown, headers: IncomingHttpHeaders) => Promise<unknown>;

/** Serves one request. Never rejects: any other error than a ServiceError becomes an InternalErrorException without details. */
export async function serveJson(
  request: JsonRequest,
  targetPrefix: string,
  dispatch: Dispatch,
  onFault: (error: unknown) => void,
): Promise<JsonResponse> {
  try {
    const output = await dispatch(
      operationOf(request.target, targetPrefix),
      parseBody(request.body),
      request.headers,
    );
    return respond(200, {}, JSON.stringify(output, epochSecondsForDates));
  } catch (error) {
    if (!(error instanceof ServiceError)) onFault(error);
    return renderJsonError(error instanceof ServiceError ? error : internalError());
  }
}

function operationOf(target: string, targetPrefix: string): string {
  const [prefix, operation, ...rest] = target.split(".");
  if (prefix !== targetPrefix || operation === undefined || operation === "" || rest.length > 0) {
    throw unknownOperation();
  }
  return operation;
}

/** An operation that the service's model does not have. AWS sends no message. */
export function unknownOperation(): ServiceError {
  return new ServiceError("UnknownOperationException", "");
}

/** An operation of the model that is not built yet: the error says so. */
export function notImplemented(operation: string): ServiceError {
  return new ServiceError("NotImplementedException", `${operation} is not implemented by the local cloud.`, {
    status: 501,
  });
}

function internalError(): ServiceError {
  return new ServiceError("InternalErrorException", "Internal server error", { status: 500 });
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationError("");
  }
}

/** Timestamps are encoded as seconds since the Unix epoch, with milliseconds as decimals. */
function epochSecondsForDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const member = this[key];
  return member instanceof Date ? member.getTime() / 1000 : value;
}

/** An error as the answer to a request. */
export function renderJsonError({ code, message, status, fields }: ServiceError): JsonResponse {
  const body = { __type: code, ...(message === "" ? {} : { message }), ...fields };
  return respond(status, { "x-amzn-errortype": `${code}:` }, JSON.stringify(body));
}

function respond(status: number, headers: Record<string, string>, body: string): JsonResponse {
  return {
    status,
    headers: {
      ...crossOriginHeaders,
      ...headers,
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": randomUUID(),
    },
    body,
  };
}
