import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** The header by which a distribution in front of the API shows that a request came through it. */
const EDGE_SECRET_HEADER = "x-edge-secret";

/**
 * What CloudFront writes the viewer's address into, whatever the viewer sent by that name: `198.51.100.7:46532`, and for
 * IPv6 the port after a last colon, without brackets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html#cloudfront-headers-viewer-location
 */
const VIEWER_ADDRESS_HEADER = "cloudfront-viewer-address";

const VIEWER_ADDRESS = /^\[?([\da-f.:]+?)\]?:\d{1,5}$/i;

const SHA256_HEX = /^[\da-f]{64}$/i;

/**
 * Whether a request came through the trusted distribution. Only digests of the secret are known here, so that neither the
 * template nor the function holds it; two at a time while it is changed.
 *
 * @param digests SHA-256 in hexadecimal, comma-separated; empty means that there is no such distribution
 */
function isFromEdge(secret: string | undefined, digests: string): boolean {
  if (secret === undefined || secret === "") return false;
  const given = createHash("sha256").update(secret).digest();
  const known = digests.split(",").map((digest) => digest.trim());
  // Every digest is compared: which one it was takes the same time.
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
  if (digests === "" || !isFromEdge(headers[EDGE_SECRET_HEADER], digests)) return sourceIp;
  const [, address] = VIEWER_ADDRESS.exec(headers[VIEWER_ADDRESS_HEADER] ?? "") ?? [];
  return address !== undefined && isIP(address) !== 0 ? address : sourceIp;
}
