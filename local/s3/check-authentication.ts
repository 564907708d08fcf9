import type { IncomingMessage } from "node:http";
import type { Clock } from "../clock.ts";
import { localCredentials } from "../local-credentials.ts";
import {
  accessDenied,
  invalidArgument,
  queryParametersInvalid,
  type S3Error,
  signatureMismatch,
} from "./s3-error.ts";
import {
  parseAmzDate,
  parseCredential,
  type SignedRequest,
  signaturesMatch,
  signRequest,
} from "./signature-v4.ts";

const WEEK_SECONDS = 604_800;
const QUERY_PARAMETERS = ["Credential", "Signature", "Date", "SignedHeaders", "Expires"] as const;

/**
 * Refuses a request to S3 that nobody signed, a presigned one that has expired, and any whose signature by the local
 * credentials is wrong. The signature of other credentials can't be verified: their secret is not known here, and the local
 * cloud takes any.
 *
 * @throws S3Error
 */
export function checkAuthentication(request: IncomingMessage, url: URL, clock: Clock): void {
  const header = request.headers.authorization;
  const isPresigned = url.searchParams.has("X-Amz-Algorithm");
  if (header !== undefined && isPresigned)
    throw invalidArgument(
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      "Authorization",
      header.split(" ")[0],
    );
  if (isPresigned) checkPresigned(request, url, clock);
  else if (header !== undefined) checkHeader(request, url, header);
  else throw accessDenied();
}

function checkPresigned(request: IncomingMessage, url: URL, clock: Clock): void {
  if (url.searchParams.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
    throw queryParametersInvalid('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const [credential, signature, date, signedHeaders, expires] = QUERY_PARAMETERS.map((name) =>
    url.searchParams.get(`X-Amz-${name}`),
  );
  if (credential == null || signature == null || date == null || signedHeaders == null || expires == null)
    throw queryParametersInvalid(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  checkExpiry(date, Number(expires), clock);
  // A presigned request does not sign its body.
  const payloadHash = String(request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD");
  checkSignature(credential, signature, requestOf(request, url, { date, signedHeaders, payloadHash }));
}

function checkExpiry(date: string, expires: number, clock: Clock): void {
  const signedAt = parseAmzDate(date);
  if (Number.isNaN(signedAt))
    throw queryParametersInvalid("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!Number.isInteger(expires)) throw queryParametersInvalid("X-Amz-Expires should be a number");
  if (expires < 0) throw queryParametersInvalid("X-Amz-Expires must be non-negative");
  if (expires > WEEK_SECONDS)
    throw queryParametersInvalid(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  const expiresAt = signedAt + expires * 1000;
  if (clock.now() > expiresAt)
    throw accessDenied("Request has expired", {
      "X-Amz-Expires": String(expires),
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(clock.now()).toISOString(),
    });
}

function checkHeader(request: IncomingMessage, url: URL, header: string): void {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    header,
  );
  const [, credential, signedHeaders, signature] = match ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined)
    throw invalidArgument("Unsupported Authorization Type", "Authorization", header.split(" ")[0]);
  const date = String(request.headers["x-amz-date"] ?? "");
  const payloadHash = String(request.headers["x-amz-content-sha256"] ?? "");
  checkSignature(credential, signature, requestOf(request, url, { date, signedHeaders, payloadHash }));
}

function requestOf(
  request: IncomingMessage,
  url: URL,
  signed: Pick<SignedRequest, "date" | "signedHeaders" | "payloadHash">,
): SignedRequest {
  return { method: request.method ?? "GET", url, headers: request.headers, ...signed };
}

function checkSignature(credential: string, signature: string, request: SignedRequest): void {
  const scope = parseCredential(credential);
  if (scope === null) throw credentialMalformed(credential);
  if (scope.accessKeyId !== localCredentials.accessKeyId) return;
  if (!signaturesMatch(signRequest(request, scope, localCredentials.secretAccessKey), signature))
    throw signatureMismatch();
}

function credentialMalformed(credential: string): S3Error {
  return queryParametersInvalid(
    `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request", not ${JSON.stringify(credential)}.`,
  );
}
