import type { DatabaseSync } from "node:sqlite";
import { freeze } from "../../state/frozen.ts";
import { blob, integer, json, optionalInteger, optionalText, type Row } from "../../state/row.ts";
import type { SecondFactor } from "../domain/second-factor.ts";
import type { User } from "./user-repository.ts";

/** What a user has set about second factors. */
export interface MfaPreference {
  readonly enabled: readonly SecondFactor[];
  readonly preferred: SecondFactor | null;
  /** Whether a passkey with user verification counts as both factors, in a pool where it does. */
  readonly passkeys: boolean;
}

/** An authenticator app's secret. */
interface SoftwareToken {
  readonly secret: Buffer;
  readonly isVerified: boolean;
  readonly deviceName: string | null;
  /** The newest time step whose code was taken: none is taken twice. */
  readonly lastStep: number | null;
}

export interface MfaRepository {
  preference(user: User): MfaPreference;
  setPreference(user: User, preference: MfaPreference): void;
  /** The authenticator in force; `null` until one is verified. */
  softwareToken(user: User): SoftwareToken | null;
  /** The one that was associated last and waits for its first code. */
  pendingSoftwareToken(user: User): SoftwareToken | null;
  /** Keeps a new secret beside the one in force. */
  associate(user: User, secret: Buffer): void;
  /** The pending secret takes the place of the one in force. */
  verify(user: User, verified: { readonly step: number; readonly deviceName: string | null }): void;
  /** A code of that step was taken. */
  spend(user: User, step: number): void;
  /** Deletes the authenticator in force and the pending one. @returns whether there was any */
  deleteSoftwareTokens(user: User): boolean;
}

export const mfaTables = `
CREATE TABLE IF NOT EXISTS cognito_mfa_preferences (
  user_key INTEGER PRIMARY KEY REFERENCES cognito_users (key) ON DELETE CASCADE,
  enabled TEXT NOT NULL,
  preferred TEXT,
  passkeys INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_software_tokens (
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  verified INTEGER NOT NULL,
  secret BLOB NOT NULL,
  device_name TEXT,
  last_step INTEGER,
  PRIMARY KEY (user_key, verified)
) STRICT, WITHOUT ROWID;
`;

const NO_PREFERENCE: MfaPreference = Object.freeze({ enabled: [], preferred: null, passkeys: true });

export function createMfaRepository(database: DatabaseSync): MfaRepository {
  const selectPreference = database.prepare("SELECT * FROM cognito_mfa_preferences WHERE user_key = ?");
  const replacePreference = database.prepare(
    "INSERT OR REPLACE INTO cognito_mfa_preferences (user_key, enabled, preferred, passkeys) VALUES (?, ?, ?, ?)",
  );
  const selectToken = database.prepare(
    "SELECT * FROM cognito_software_tokens WHERE user_key = ? AND verified = ?",
  );
  const replaceToken = database.prepare(
    "INSERT OR REPLACE INTO cognito_software_tokens (user_key, verified, secret, device_name, last_step) VALUES (?, ?, ?, ?, ?)",
  );
  const takePending = database.prepare(
    "DELETE FROM cognito_software_tokens WHERE user_key = ? AND verified = 0 RETURNING secret",
  );
  const removeTokens = database.prepare("DELETE FROM cognito_software_tokens WHERE user_key = ?");
  const writeStep = database.prepare(
    "UPDATE cognito_software_tokens SET last_step = ? WHERE user_key = ? AND verified = 1",
  );

  function token(user: User, verified: 0 | 1): SoftwareToken | null {
    const row = selectToken.get(user.key, verified);
    return row ? toToken(row) : null;
  }

  return {
    preference(user) {
      const row = selectPreference.get(user.key);
      return row
        ? freeze({
            enabled: json(row, "enabled") as SecondFactor[],
            preferred: optionalText(row, "preferred") as SecondFactor | null,
            passkeys: integer(row, "passkeys") === 1,
          })
        : NO_PREFERENCE;
    },
    setPreference: (user, { enabled, preferred, passkeys }) => {
      replacePreference.run(user.key, JSON.stringify(enabled), preferred, passkeys ? 1 : 0);
    },
    softwareToken: (user) => token(user, 1),
    pendingSoftwareToken: (user) => token(user, 0),
    associate: (user, secret) => {
      replaceToken.run(user.key, 0, secret, null, null);
    },
    verify(user, { step, deviceName }) {
      const pending = takePending.get(user.key);
      if (pending) replaceToken.run(user.key, 1, blob(pending, "secret"), deviceName, step);
    },
    spend: (user, step) => {
      writeStep.run(step, user.key);
    },
    deleteSoftwareTokens: (user) => removeTokens.run(user.key).changes > 0,
  };
}

function toToken(row: Row): SoftwareToken {
  return freeze({
    secret: blob(row, "secret"),
    isVerified: integer(row, "verified") === 1,
    deviceName: optionalText(row, "device_name"),
    lastStep: optionalInteger(row, "last_step"),
  });
}
