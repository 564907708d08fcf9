import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, optionalText, type Row, text } from "../../state/row.ts";
import type { User } from "./user-repository.ts";

export type AuthEventType = "SignIn" | "SignUp" | "ForgotPassword" | "PasswordChange" | "ResendCode";

/** What a user did, or someone in their name. Times are milliseconds since the Unix epoch. */
export interface AuthEvent {
  /** Grows with time, never travels. */
  readonly sequence: number;
  /** The `event_id` of the tokens, where there are any. */
  readonly id: string;
  readonly type: AuthEventType;
  readonly response: "Pass" | "Fail" | "InProgress";
  readonly context: { readonly IpAddress?: string; readonly DeviceName?: string };
  /** What was asked for and answered: `Password`, `Mfa`. */
  readonly challenge: "Password" | "Mfa" | null;
  readonly createdAt: number;
  readonly feedback: {
    readonly value: "Valid" | "Invalid";
    readonly provider: string;
    readonly at: number;
  } | null;
}

export interface AuthEventRepository {
  add(user: User, event: Omit<AuthEvent, "sequence" | "createdAt" | "feedback">): void;
  /** Newest first. */
  list(user: User, page: { readonly limit: number; readonly before: number | null }): readonly AuthEvent[];
  find(user: User, id: string): AuthEvent | null;
  judge(event: AuthEvent, value: "Valid" | "Invalid", provider: string): void;
}

export const authEventTables = `
CREATE TABLE IF NOT EXISTS cognito_auth_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  type TEXT NOT NULL,
  response TEXT NOT NULL,
  context TEXT NOT NULL,
  challenge TEXT,
  created_at INTEGER NOT NULL,
  feedback TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_auth_events_by_user ON cognito_auth_events (user_key, sequence);
CREATE INDEX IF NOT EXISTS cognito_auth_events_by_id ON cognito_auth_events (id);
CREATE INDEX IF NOT EXISTS cognito_auth_events_by_age ON cognito_auth_events (created_at);
`;

/** "Up to two years" (cognito-user-pool-settings-threat-protection.html). */
const keptFor = 2 * 365 * 24 * 60 * 60 * 1000;

export function createAuthEventRepository(database: DatabaseSync, clock: Clock): AuthEventRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_auth_events (id, user_key, type, response, context, challenge, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const purge = database.prepare("DELETE FROM cognito_auth_events WHERE created_at < ?");
  const selectPage = database.prepare(
    "SELECT * FROM cognito_auth_events WHERE user_key = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const select = database.prepare(
    "SELECT * FROM cognito_auth_events WHERE id = ? AND user_key = ? ORDER BY sequence DESC LIMIT 1",
  );
  const writeFeedback = database.prepare("UPDATE cognito_auth_events SET feedback = ? WHERE sequence = ?");

  return {
    add(user, { id, type, response, context, challenge }) {
      const now = clock.now();
      purge.run(now - keptFor);
      insert.run(id, user.key, type, response, JSON.stringify(context), challenge, now);
    },
    list: (user, { limit, before }) =>
      selectPage.all(user.key, before ?? Number.MAX_SAFE_INTEGER, limit).map(toEvent),
    find(user, id) {
      const row = select.get(id, user.key);
      return row ? toEvent(row) : null;
    },
    judge: ({ sequence }, value, provider) => {
      writeFeedback.run(JSON.stringify({ value, provider, at: clock.now() }), sequence);
    },
  };
}

function toEvent(row: Row): AuthEvent {
  return freeze({
    sequence: integer(row, "sequence"),
    id: text(row, "id"),
    type: text(row, "type") as AuthEventType,
    response: text(row, "response") as AuthEvent["response"],
    context: json(row, "context") as AuthEvent["context"],
    challenge: optionalText(row, "challenge") as AuthEvent["challenge"],
    createdAt: integer(row, "created_at"),
    feedback: row.feedback === null ? null : (json(row, "feedback") as AuthEvent["feedback"]),
  });
}
