/**
 * Signature Version 4, from the verifying side
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const ALGORITHM = "AWS4-HMAC-SHA256";

/** The parts of a `Credential`: `key/20260115/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** @returns null if the text is not a credential of Signature Version 4 for that service */
export function parseCredential(text: string, service: string): CredentialScope | null {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(text);
  const [, accessKeyId, date, region, named] = match ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || named !== service) {
    return null;
  }
  return { accessKeyId, date, region, service };
}

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  /** The original path if the service uses it literally; else the URL's. */
  readonly path?: string;
  readonly headers: IncomingHttpHeaders;
  /** Names of the signed headers, as in the request. */
  readonly signedHeaders: string;
  /** `X-Amz-Date`, `20260115T120000Z`. */
  readonly date: string;
  readonly payloadHash: string;
}

/** The signature of a request, in lower-case hexadecimal. */
export function signRequest(request: SignedRequest, scope: CredentialScope, secretAccessKey: string): string {
  const canonicalRequest = [
    request.method,
    request.path ?? request.url.pathname,
    canonicalQuery(request.url.searchParams),
    ...request.signedHeaders.split(";").map((name) => `${name}:${canonicalHeader(request.headers[name])}`),
    "",
    request.signedHeaders,
    request.payloadHash,
  ].join("\n");
  const text = [
    ALGORITHM,
    request.date,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    createHash("sha256").update(canonicalRequest).digest("hex"),
  ].join("\n");
  return signText(text, scope, secretAccessKey);
}

/** Signs any text with the key derived for a scope; for a policy, the text is its base64 in the form. */
export function signText(text: string, scope: CredentialScope, secretAccessKey: string): string {
  const key = [scope.date, scope.region, scope.service, "aws4_request"].reduce<string | Buffer>(
    (derived, part) => createHmac("sha256", derived).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Compares signatures in constant time. */
export function signaturesMatch(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `20260115T120000Z` as milliseconds since the Unix epoch, NaN for anything else. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonicalHeader(value: string | string[] | undefined): string {
  return [value ?? ""].flat().join(",").trim().replace(/ +/g, " ");
}

function canonicalQuery(parameters: URLSearchParams): string {
  return (
    [...parameters]
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => [encode(name), encode(value)] as const)
      // By name, then by value: joined, `a-b=` would come before `a=`.
      .sort((left, right) => compare(left[0], right[0]) || compare(left[1], right[1]))
      .map(([name, value]) => `${name}=${value}`)
      .join("&")
  );
}

/** By code points, because the names are ASCII. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
