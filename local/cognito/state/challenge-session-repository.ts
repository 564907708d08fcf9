/**
 * A sign-in between two requests. Kept here, never in the client: the client holds a random string, the database its hash.
 * Times are milliseconds since the Unix epoch.
 */
export interface ChallengeSession {
  readonly poolId: string;
  readonly clientId: string;
  /** The user; `null` where an unknown user is led along so as not to be told from a known one. */
  readonly userKey: number | null;
  /** What the client called the user. */
  readonly username: string;
  /** The challenge that the next answer must be for, `PASSWORD_VERIFIER`. */
  readonly step: string;
  /** What the flow keeps for that step, plain JSON. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly expiresAt: number;
}

export interface ChallengeSessionRepository {
  /** Keeps the session and answers the `Session` string for the client. */
  open(session: ChallengeSession): string;
  /** Takes the session out: it can be answered once. Expired ones are answered too, the caller says so to the client. */
  take(session: string): ChallengeSession | null;
}
