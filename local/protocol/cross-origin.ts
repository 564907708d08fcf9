import type { IncomingHttpHeaders } from "node:http";

/**
 * Cognito answers pages of any origin: aws-amplify calls it directly from the page. Browsers send no credentials automatically
 * (no cookies), so `*` reveals nothing. Send these with every answer.
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

/** `localhost`, a name under it, or a loopback address; with or without a port. */
const LOOPBACK_HOST = /^((?:[a-z0-9.-]+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Whether a `Host` names this machine. Otherwise a page's name may point to loopback, and the browser treats the page as the
 * same origin (DNS rebinding). The port does not matter: a tunnel or a proxy in front has another one.
 */
export const isLoopbackHost = (host: string | undefined): boolean => LOOPBACK_HOST.test(host ?? "");
