/**
 * The parts of an `Authorization` header of Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). The signature is not verified
 * here: the local cloud accepts any credentials.
 */

/** Whether the header has the form of a signature. */
export const isSigned = (authorization: string | undefined): boolean =>
  /^AWS4-[A-Z0-9-]+ Credential=[^,]+, ?SignedHeaders=[^,]+, ?Signature=\w+$/.test(authorization ?? "");

/** The access key of a signed request; `null` without one. */
export function accessKeyOf(authorization: string | undefined): string | null {
  return /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1] ?? null;
}

/**
 * The region of the credential's scope: on AWS, the request would have gone to its endpoint. `null` without one, and if it
 * can't be part of a resource's id.
 */
export function signedRegion(authorization: string | undefined): string | null {
  const scope =
    /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=[^,\s]+\/\d{8}\/([\w-]{1,32})\/[^/,\s]+\/aws4_request\b/;
  return scope.exec(authorization ?? "")?.[1] ?? null;
}

/**
 * The service of the credential's scope: all of AWS is on one port here, so this identifies the service of a request. `null`
 * without one.
 */
export function signedService(authorization: string | undefined): string | null {
  const scope =
    /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=[^,\s]+\/\d{8}\/(?:[^/,\s]+\/)?([^/,\s]+)\/aws4_request\b/;
  return scope.exec(authorization ?? "")?.[1] ?? null;
}
