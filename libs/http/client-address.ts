import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/**
 * The header with which a distribution in front of the API shows that a request came through it. CloudFront adds no header
 * whose name begins with `x-edge-`.
 *
 * @see
 *   https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
 */
const ORIGIN_SECRET_HEADER = "x-origin-secret";

/**
 * The header into which a function of the distribution writes the viewer's IP address; it replaces whatever the viewer sent. It
 * is not `CloudFront-Viewer-Address`: no origin request policy passes that on without the viewer's `Host`, which API Gateway
 * refuses.
 *
 * @see resources/console.yml
 */
const VIEWER_ADDRESS_HEADER = "x-viewer-address";

const SHA256_HEX = /^[\da-f]{64}$/i;

/**
 * Whether a request came through the trusted distribution. The function only has digests of the secret, so that neither it nor
 * the template holds the secret; two at a time while it is changed.
 *
 * @param digests SHA-256 in hexadecimal, comma-separated; empty means that there is no such distribution
 */
function isFromEdge(secret: string | undefined, digests: string): boolean {
  if (secret === undefined || secret === "") return false;
  const given = createHash("sha256").update(secret).digest();
  const known = digests.split(",").map((digest) => digest.trim());
  // Every digest is compared, so that the time does not tell which one matches.
  return known
    .filter((digest) => SHA256_HEX.test(digest))
    .map((digest) => timingSafeEqual(given, Buffer.from(digest, "hex")))
    .includes(true);
}

/**
 * The client's IP address: what the gateway saw, unless the request shows that it came through the distribution in front of
 * the API. A client can send both headers, but not the secret.
 *
 * @param digests see {@link isFromEdge}; by default `EDGE_SECRET_SHA256`
 */
export function clientAddress(
  { headers, requestContext }: Pick<APIGatewayProxyEventV2, "headers" | "requestContext">,
  digests: string = process.env.EDGE_SECRET_SHA256 ?? "",
): string {
  const { sourceIp } = requestContext.http;
  if (digests === "" || !isFromEdge(headers[ORIGIN_SECRET_HEADER], digests)) return sourceIp;
  const address = headers[VIEWER_ADDRESS_HEADER] ?? "";
  return isIP(address) === 0 ? sourceIp : address;
}
