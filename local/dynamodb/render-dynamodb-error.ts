import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crc32 } from "node:zlib";
import type { JsonResponse } from "../protocol/json-service.ts";
import type { ServiceError } from "../protocol/service-error.ts";

/**
 * An error as DynamoDB and dynalite write it: AWS JSON 1.0, the name with its namespace and only in the body, and a checksum of
 * the body that some SDKs verify (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html).
 *
 * @param headers the request's
 */
export function renderDynamoDbError(
  { code, message, status, fields }: ServiceError,
  headers: IncomingHttpHeaders,
): JsonResponse {
  const type = { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message };
  return { ...renderDynamoDbAnswer({ ...type, ...fields }, headers), status };
}

/** A successful answer in the same form. */
export function renderDynamoDbAnswer(answer: object, headers: IncomingHttpHeaders): JsonResponse {
  const body = JSON.stringify(answer);
  return {
    status: 200,
    headers: {
      ...(headers.origin === undefined ? {} : { "access-control-allow-origin": "*" }),
      "content-type": "application/x-amz-json-1.0",
      "x-amz-crc32": String(crc32(body)),
      "x-amzn-requestid": randomUUID(),
    },
    body,
  };
}
