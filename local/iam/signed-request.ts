/**
 * Checks a request that a role session signs for services other than S3: credentials and signature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ServiceError } from "../protocol/service-error.ts";
import { parseCredential, signaturesMatch, signRequest } from "../protocol/signature-v4.ts";
import { type IssuedCredentialsSource, openIssued } from "./issued-credentials.ts";
import type { Session } from "./session.ts";

/** The signed request, with its complete body. */
export interface Signed {
  readonly request: Pick<IncomingMessage, "headers" | "method" | "url">;
  readonly body: Buffer;
  /** The service's name in the credential's scope. */
  readonly service: string;
}

const HEADER = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/**
 * @returns the session of the credentials that signed the request
 * @throws ServiceError UnrecognizedClientException, ExpiredTokenException, InvalidSignatureException
 */
export function checkSessionSignature(
  source: IssuedCredentialsSource,
  { request, body, service }: Signed,
): Session {
  const { headers, method = "POST" } = request;
  const [, credential = "", signedHeaders = "", signature = ""] =
    HEADER.exec(headers.authorization ?? "") ?? [];
  const scope = parseCredential(credential, service);
  if (scope === null) throw signatureMismatch();
  const token = headers["x-amz-security-token"];
  const opened = openIssued(source, scope.accessKeyId, typeof token === "string" ? token : null);
  if (opened.kind === "expired") throw tokenExpired();
  if (opened.kind !== "good") throw tokenInvalid();
  const isCovered = ["host", "x-amz-date"].every((name) => signedHeaders.split(";").includes(name));
  const expected = signRequest(
    {
      method,
      url: new URL(request.url ?? "/", "http://localhost"),
      headers,
      signedHeaders,
      date: String(headers["x-amz-date"] ?? ""),
      payloadHash: createHash("sha256").update(body).digest("hex"),
    },
    scope,
    opened.credentials.secretAccessKey,
  );
  if (!isCovered || !signaturesMatch(expected, signature)) throw signatureMismatch();
  return opened.credentials.session;
}

export const tokenInvalid = (): ServiceError =>
  new ServiceError("UnrecognizedClientException", "The security token included in the request is invalid.");

const tokenExpired = (): ServiceError =>
  new ServiceError("ExpiredTokenException", "The security token included in the request is expired");

const signatureMismatch = (): ServiceError =>
  new ServiceError(
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  );
