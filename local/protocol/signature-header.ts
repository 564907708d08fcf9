/**
 * What an `Authorization` header of Signature Version 4 says of itself
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Nothing of it is verified
 * here: the local cloud takes any credentials.
 */

/** Whether the header has the form of a signature. */
export const isSigned = (authorization: string | undefined): boolean =>
  /^AWS4-[A-Z0-9-]+ Credential=[^,]+, ?SignedHeaders=[^,]+, ?Signature=\w+$/.test(authorization ?? "");

/** The access key that a request is signed with; `null` without one. */
export function accessKeyOf(authorization: string | undefined): string | null {
  return /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1] ?? null;
}

/**
 * The region of the credential's scope: whose endpoint on AWS the request would have gone to. `null` without one, and where it
 * could not be part of a resource's id.
 */
export function signedRegion(authorization: string | undefined): string | null {
  const scope =
    /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=[^,\s]+\/\d{8}\/([\w-]{1,32})\/[^/,\s]+\/aws4_request\b/;
  return scope.exec(authorization ?? "")?.[1] ?? null;
}

/** The service of the credential's scope: on one port for all of AWS, it tells whose request it is. `null` without one. */
export function signedService(authorization: string | undefined): string | null {
  const scope =
    /^AWS4-[A-Z0-9-]+ (?:.*[,\s])?Credential=[^,\s]+\/\d{8}\/(?:[^/,\s]+\/)?([^/,\s]+)\/aws4_request\b/;
  return scope.exec(authorization ?? "")?.[1] ?? null;
}
