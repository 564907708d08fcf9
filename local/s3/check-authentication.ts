import type { IncomingMessage } from "node:http";
import type { Clock } from "../clock.ts";
import { type IssuedCredentialsSource, openIssued } from "../iam/issued-credentials.ts";
import type { Session } from "../iam/session.ts";
import { isIssuedAccessKey, isLocalAccessKey, localCredentials } from "../local-credentials.ts";
import {
  type CredentialScope,
  parseAmzDate,
  parseCredential,
  type SignedRequest,
  signaturesMatch,
  signRequest,
} from "../protocol/signature-v4.ts";
import { rawPathOf } from "./place.ts";
import {
  accessDenied,
  headersNotSigned,
  invalidArgument,
  queryParametersInvalid,
  type S3Error,
  signatureMismatch,
  tokenExpired,
  tokenInvalid,
  unknownAccessKey,
} from "./s3-error.ts";

const WEEK_SECONDS = 604_800;
/**
 * The maximum time that a signer's clock may be ahead
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
 */
const FUTURE_TOLERANCE_MS = 15 * 60 * 1000;

const QUERY_PARAMETERS = ["Credential", "Signature", "Date", "SignedHeaders", "Expires"] as const;

export interface SignatureSource extends IssuedCredentialsSource {
  /** The hosts that a URL received by a host may have been presigned for: by default only the same host. */
  readonly signedHosts?: (host: string) => readonly string[];
}

/**
 * Refuses an unsigned request to S3, an expired presigned one, and one with a wrong signature by the local credentials.
 * Signatures of other credentials can't be verified, because their secret is unknown. The local cloud accepts them in a header,
 * which pages of other origins can't send, but not in a URL, which every page can send.
 *
 * @returns the calling role session; `null` for the account itself, which may do everything
 * @throws S3Error
 */
export function checkAuthentication(
  request: IncomingMessage,
  url: URL,
  source: SignatureSource,
): Session | null {
  const header = request.headers.authorization;
  const isPresigned = url.searchParams.has("X-Amz-Algorithm");
  if (header !== undefined && isPresigned) {
    throw invalidArgument(
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      "Authorization",
      header.split(" ")[0],
    );
  }
  if (isPresigned) return checkPresigned(request, url, source);
  if (header !== undefined) return checkHeader(request, url, header, source);
  throw accessDenied();
}

/** Credentials whose signature can be verified. */
interface Signer {
  readonly secret: string;
  readonly session: Session | null;
}

/**
 * The owner of an access key; `null` for one that was not issued here.
 *
 * @throws S3Error InvalidAccessKeyId, InvalidToken, ExpiredToken
 */
export function findSigner(
  source: IssuedCredentialsSource,
  accessKeyId: string,
  sessionToken: string | null,
): Signer | null {
  if (isLocalAccessKey(accessKeyId)) return { secret: localCredentials.secretAccessKey, session: null };
  if (!isIssuedAccessKey(accessKeyId)) return null;
  const opened = openIssued(source, accessKeyId, sessionToken);
  switch (opened.kind) {
    case "unknown":
      throw unknownAccessKey(accessKeyId);
    case "wrong-token":
      throw tokenInvalid();
    case "expired":
      throw tokenExpired();
    case "good":
      return { secret: opened.credentials.secretAccessKey, session: opened.credentials.session };
  }
}

function checkPresigned(request: IncomingMessage, url: URL, source: SignatureSource): Session | null {
  if (url.searchParams.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") {
    throw queryParametersInvalid('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const [credential, signature, date, signedHeaders, expires] = QUERY_PARAMETERS.map((name) =>
    url.searchParams.get(`X-Amz-${name}`),
  );
  if (credential == null || signature == null || date == null || signedHeaders == null || expires == null) {
    throw queryParametersInvalid(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  checkExpiry(date, Number(expires), source.clock);
  // A presigned request does not sign its body.
  const payloadHash = String(request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD");
  const scope = readCredential(credential);
  const signer = findSigner(source, scope.accessKeyId, url.searchParams.get("X-Amz-Security-Token"));
  if (signer === null) throw unknownAccessKey(scope.accessKeyId);
  const signed = requestOf(request, url, { date, signedHeaders, payloadHash });
  checkSignature(scope, signer.secret, signature, signed, source.signedHosts);
  return signer.session;
}

function checkExpiry(date: string, expires: number, clock: Clock): void {
  const signedAt = parseAmzDate(date);
  if (Number.isNaN(signedAt)) {
    throw queryParametersInvalid("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (!Number.isInteger(expires)) throw queryParametersInvalid("X-Amz-Expires should be a number");
  if (expires < 0) throw queryParametersInvalid("X-Amz-Expires must be non-negative");
  if (expires > WEEK_SECONDS) {
    throw queryParametersInvalid(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  }
  if (signedAt > clock.now() + FUTURE_TOLERANCE_MS) {
    throw accessDenied("Request is not yet valid", {
      "X-Amz-Date": new Date(signedAt).toISOString(),
      ServerTime: new Date(clock.now()).toISOString(),
    });
  }
  const expiresAt = signedAt + expires * 1000;
  if (clock.now() > expiresAt) {
    throw accessDenied("Request has expired", {
      "X-Amz-Expires": String(expires),
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(clock.now()).toISOString(),
    });
  }
}

function checkHeader(
  request: IncomingMessage,
  url: URL,
  header: string,
  source: IssuedCredentialsSource,
): Session | null {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    header,
  );
  const [, credential, signedHeaders, signature] = match ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw invalidArgument("Unsupported Authorization Type", "Authorization", header.split(" ")[0]);
  }
  const date = String(request.headers["x-amz-date"] ?? "");
  const payloadHash = String(request.headers["x-amz-content-sha256"] ?? "");
  const scope = readCredential(credential);
  const token = request.headers["x-amz-security-token"];
  const signer = findSigner(source, scope.accessKeyId, typeof token === "string" ? token : null);
  if (signer === null) return null;
  const signed = requestOf(request, url, { date, signedHeaders, payloadHash });
  checkSignature(scope, signer.secret, signature, signed);
  return signer.session;
}

function requestOf(
  request: IncomingMessage,
  url: URL,
  signed: Pick<SignedRequest, "date" | "signedHeaders" | "payloadHash">,
): SignedRequest {
  return {
    method: request.method ?? "GET",
    url,
    path: rawPathOf(request),
    headers: request.headers,
    ...signed,
  };
}

function checkSignature(
  scope: CredentialScope,
  secret: string,
  signature: string,
  request: SignedRequest,
  signedHosts: SignatureSource["signedHosts"] = (host) => [host],
): void {
  const signed = new Set(request.signedHeaders.split(";"));
  const unsigned = Object.keys(request.headers).filter((name) => mustBeSigned(name) && !signed.has(name));
  if (unsigned.length > 0) throw headersNotSigned(unsigned);
  const isGenuine = signedHosts(request.headers.host ?? "").some((host) =>
    signaturesMatch(
      signRequest({ ...request, headers: { ...request.headers, host } }, scope, secret),
      signature,
    ),
  );
  if (!isGenuine) throw signatureMismatch();
}

/** Otherwise an attacker could add headers that the signer did not intend. The payload's hash is part of the signed text itself. */
const mustBeSigned = (name: string): boolean =>
  name === "host" || (name.startsWith("x-amz-") && name !== "x-amz-content-sha256");

function readCredential(credential: string): CredentialScope {
  const scope = parseCredential(credential, "s3");
  if (scope === null) throw credentialMalformed(credential);
  return scope;
}

function credentialMalformed(credential: string): S3Error {
  return queryParametersInvalid(
    `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request", not ${JSON.stringify(credential)}.`,
  );
}
