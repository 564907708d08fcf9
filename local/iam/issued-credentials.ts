/** Temporary credentials that identity pools and STS issued, as services check them. */
import type { Clock } from "../clock.ts";
import type { Session } from "./session.ts";

interface IssuedCredentials {
  readonly secretAccessKey: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  readonly session: Session;
  /** Whether this is their session token, compared in constant time. */
  isSession(token: string): boolean;
}

export interface IssuedCredentialsSource {
  readonly clock: Clock;
  /** `null` for an access key that was not issued here, or was deleted after it expired. */
  readonly findIssued: (accessKeyId: string) => IssuedCredentials | null;
}

export type OpenedCredentials =
  | { readonly kind: "good"; readonly credentials: IssuedCredentials }
  /** Also without a session token: the key is not enough. */
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong-token" }
  | { readonly kind: "expired" };

/** Looks credentials up by access key and session token; the caller verifies the signature. */
export function openIssued(
  { clock, findIssued }: IssuedCredentialsSource,
  accessKeyId: string,
  sessionToken: string | null,
): OpenedCredentials {
  const credentials = findIssued(accessKeyId);
  if (credentials === null || sessionToken === null) return { kind: "unknown" };
  if (!credentials.isSession(sessionToken)) return { kind: "wrong-token" };
  return credentials.expiresAt <= clock.now() ? { kind: "expired" } : { kind: "good", credentials };
}
