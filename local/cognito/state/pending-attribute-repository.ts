import type { DatabaseSync } from "node:sqlite";
import { text } from "../../state/row.ts";
import type { User } from "./user-repository.ts";

/** An attribute that a code can verify. */
export type VerifiableAttribute = "email" | "phone_number";

/** Addresses that wait for their code; until it comes the old one stays in force (AttributesRequireVerificationBeforeUpdate). */
export interface PendingAttributeRepository {
  put(user: User, attribute: VerifiableAttribute, value: string): void;
  find(user: User, attribute: VerifiableAttribute): string | null;
  delete(user: User, attribute: VerifiableAttribute): void;
}

export const pendingAttributeTables = `
CREATE TABLE IF NOT EXISTS cognito_pending_attributes (
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (user_key, attribute)
) STRICT, WITHOUT ROWID;
`;

export function createPendingAttributeRepository(database: DatabaseSync): PendingAttributeRepository {
  const replace = database.prepare(
    "INSERT OR REPLACE INTO cognito_pending_attributes (user_key, attribute, value) VALUES (?, ?, ?)",
  );
  const select = database.prepare(
    "SELECT value FROM cognito_pending_attributes WHERE user_key = ? AND attribute = ?",
  );
  const remove = database.prepare(
    "DELETE FROM cognito_pending_attributes WHERE user_key = ? AND attribute = ?",
  );
  return {
    put: (user, attribute, value) => {
      replace.run(user.key, attribute, value);
    },
    find(user, attribute) {
      const row = select.get(user.key, attribute);
      return row ? text(row, "value") : null;
    },
    delete: (user, attribute) => {
      remove.run(user.key, attribute);
    },
  };
}
