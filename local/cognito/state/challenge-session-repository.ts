import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, optionalInteger, text } from "../../state/row.ts";
import { secretHash } from "../../state/secret-repository.ts";
import type { SessionStep, SignInMemory, StateOfStep } from "./sign-in-state.ts";

/**
 * A sign-in between two requests. Kept here, never in the client: the client holds a random string, the database its hash.
 * Times are milliseconds since the Unix epoch.
 */
export interface SessionAt<Step extends SessionStep> {
  readonly poolId: string;
  readonly clientId: string;
  /** The user; `null` for an unknown user, who gets the same challenges as a known one. */
  readonly userKey: number | null;
  /** What the client called the user. */
  readonly username: string;
  /** The challenge that the next answer must be for, such as `PASSWORD_VERIFIER`. */
  readonly step: Step;
  readonly state: StateOfStep[Step];
  readonly memory: SignInMemory;
  readonly expiresAt: number;
}

/** A session of any step; `step` tells the type of `state`. */
export type ChallengeSession = { readonly [Step in SessionStep]: SessionAt<Step> }[SessionStep];

export interface ChallengeSessionRepository {
  /** Keeps the session and answers the `Session` string for the client. */
  open<Step extends SessionStep>(session: SessionAt<Step>): string;
  /** Keeps what was taken once more, under the same string. */
  reopen<Step extends SessionStep>(session: string, kept: SessionAt<Step>): void;
  /** Takes the session out: it can be answered once. Expired ones are answered too, the caller says so to the client. */
  take(session: string): ChallengeSession | null;
}

/** Expired sessions are kept this long, so that a late answer can be told "expired" from "never was". */
const keptAfterExpiry = 60 * 60 * 1000;

export const challengeSessionTables = `
CREATE TABLE IF NOT EXISTS cognito_challenge_sessions (
  hash BLOB PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES cognito_clients (id) ON DELETE CASCADE,
  user_key INTEGER REFERENCES cognito_users (key) ON DELETE CASCADE,
  username TEXT NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL,
  memory TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_expiry ON cognito_challenge_sessions (expires_at);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_pool ON cognito_challenge_sessions (pool_id);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_client ON cognito_challenge_sessions (client_id);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_user ON cognito_challenge_sessions (user_key);
`;

/** For a sign-in that an older version began. */
const NOTHING_COMPLETED: Pick<SignInMemory, "completed" | "target"> = { completed: [], target: null };

export function createChallengeSessionRepository(
  database: DatabaseSync,
  clock: Clock,
): ChallengeSessionRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_challenge_sessions (hash, pool_id, client_id, user_key, username, step, state, memory, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const take = database.prepare("DELETE FROM cognito_challenge_sessions WHERE hash = ? RETURNING *");
  const purge = database.prepare("DELETE FROM cognito_challenge_sessions WHERE expires_at < ?");

  function put<Step extends SessionStep>(session: string, kept: SessionAt<Step>): void {
    const { poolId, clientId, userKey, username, step, state, memory, expiresAt } = kept;
    const [stateJson, memoryJson] = [JSON.stringify(state), JSON.stringify(memory)];
    insert.run(
      secretHash(session),
      poolId,
      clientId,
      userKey,
      username,
      step,
      stateJson,
      memoryJson,
      expiresAt,
    );
  }

  return {
    open(kept) {
      purge.run(clock.now() - keptAfterExpiry);
      const session = randomBytes(96).toString("base64url");
      put(session, kept);
      return session;
    },
    reopen: put,
    take(session) {
      const row = take.get(secretHash(session));
      return row
        ? freeze({
            poolId: text(row, "pool_id"),
            clientId: text(row, "client_id"),
            userKey: optionalInteger(row, "user_key"),
            username: text(row, "username"),
            step: text(row, "step"),
            state: json(row, "state"),
            memory: { ...NOTHING_COMPLETED, ...(json(row, "memory") as SignInMemory) },
            expiresAt: integer(row, "expires_at"),
            // Only `put` writes these rows, so step and state belong together.
          } as ChallengeSession)
        : null;
    },
  };
}
