import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

interface InnerRequest {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** Query parameters of a presigned request; what they ask for has been checked by then. */
const SIGNATURE_PARAMETERS =
  /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)$/i;

/**
 * The request as s3rver is to see it: authenticated. s3rver knows one account, verifies no Signature Version 4 and reads the
 * machine's clock, so what was checked in front of it is replaced by that account's header.
 */
export function toInnerRequest(
  original: IncomingMessage,
  { url, headers, body }: InnerRequest,
): IncomingMessage {
  const inner = new URL(url);
  for (const name of [...inner.searchParams.keys()])
    if (SIGNATURE_PARAMETERS.test(name) || name === "x-id") inner.searchParams.delete(name);
  return Object.assign(body, {
    method: original.method,
    url: inner.pathname + inner.search,
    httpVersion: original.httpVersion,
    httpVersionMajor: original.httpVersionMajor,
    httpVersionMinor: original.httpVersionMinor,
    socket: original.socket,
    connection: original.socket,
    headers: {
      ...headers,
      host: "localhost",
      authorization: "AWS4-HMAC-SHA256 Credential=S3RVER/local, SignedHeaders=host, Signature=checked",
      "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    },
    // The members of a request that Koa and s3rver read are all there.
  }) as unknown as IncomingMessage;
}
