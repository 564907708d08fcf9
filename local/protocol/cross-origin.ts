import type { IncomingHttpHeaders } from "node:http";

/**
 * Cognito answers browsers of any origin: aws-amplify calls it straight from the page. No credentials travel by themselves
 * (no cookies), so `*` gives nothing away. Send these with every answer.
 */
export const crossOriginHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
};

/** The answer to a browser's `OPTIONS` before its request (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    ...crossOriginHeaders,
    "access-control-allow-methods": headers["access-control-request-method"] ?? "POST",
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "*",
    "access-control-max-age": "172800",
  };
}
