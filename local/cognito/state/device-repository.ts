import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { blob, integer, optionalText, type Row, text, written } from "../../state/row.ts";
import type { User } from "./user-repository.ts";

/** What the pool keeps of a device's password: an SRP salt and verifier that the device computed itself. */
interface DeviceSecret {
  readonly salt: Buffer;
  readonly verifier: Buffer;
}

/** A device that a user has confirmed. Times are milliseconds since the Unix epoch. */
export interface Device {
  /** Grows with confirmation, never travels. */
  readonly sequence: number;
  /** `us-east-1_d2c1…`: the client's `DEVICE_KEY`. */
  readonly key: string;
  readonly userKey: number;
  /** Stands in for the pool's name when the device authenticates. */
  readonly groupKey: string;
  readonly name: string | null;
  readonly isRemembered: boolean;
  readonly secret: DeviceSecret;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authenticatedAt: number;
}

/** A key handed out at a sign-in; it becomes a device once the client confirms it. */
interface IssuedKey {
  readonly key: string;
  readonly groupKey: string;
}

interface ConfirmedDevice {
  readonly name: string | null;
  readonly isRemembered: boolean;
  readonly secret: DeviceSecret;
}

export interface DeviceRepository {
  /** Hands out a key. */
  issue(user: User, key: IssuedKey): void;
  /** Makes a device of a key that was handed out to the user; `null` where it was not, or is a device by now. */
  confirm(user: User, key: string, device: ConfirmedDevice): Device | null;
  /** A confirmed device of the user. */
  find(user: User, key: string): Device | null;
  update(device: Device, changes: { readonly isRemembered: boolean }): Device;
  /** The device was verified just now. */
  touch(device: Device): void;
  delete(device: Device): void;
  /** Confirmed devices in order of their confirmation. */
  list(user: User, page: { readonly limit: number; readonly after: number | null }): readonly Device[];
}

export const deviceTables = `
CREATE TABLE IF NOT EXISTS cognito_issued_device_keys (
  device_key TEXT PRIMARY KEY,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  group_key TEXT NOT NULL,
  issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_issued_device_keys_by_user ON cognito_issued_device_keys (user_key, issued_at);

CREATE TABLE IF NOT EXISTS cognito_devices (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  device_key TEXT NOT NULL UNIQUE,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  group_key TEXT NOT NULL,
  name TEXT,
  remembered INTEGER NOT NULL,
  salt BLOB NOT NULL,
  verifier BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_devices_by_user ON cognito_devices (user_key, sequence);
`;

/** A key is confirmed with the access token it came with, and none lives longer than a day. */
const keyLifetime = 24 * 60 * 60 * 1000;

export function createDeviceRepository(database: DatabaseSync, clock: Clock): DeviceRepository {
  const insertKey = database.prepare(
    "INSERT INTO cognito_issued_device_keys (device_key, user_key, group_key, issued_at) VALUES (?, ?, ?, ?)",
  );
  const purgeKeys = database.prepare(
    "DELETE FROM cognito_issued_device_keys WHERE user_key = ? AND issued_at < ?",
  );
  const takeKey = database.prepare(
    "DELETE FROM cognito_issued_device_keys WHERE device_key = ? AND user_key = ? RETURNING *",
  );
  const insert = database.prepare(`
    INSERT INTO cognito_devices
      (device_key, user_key, group_key, name, remembered, salt, verifier, created_at, modified_at, authenticated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`);
  const select = database.prepare("SELECT * FROM cognito_devices WHERE device_key = ? AND user_key = ?");
  const write = database.prepare(
    "UPDATE cognito_devices SET remembered = ?, modified_at = ? WHERE device_key = ? RETURNING *",
  );
  const writeAuthentication = database.prepare(
    "UPDATE cognito_devices SET authenticated_at = ? WHERE device_key = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_devices WHERE device_key = ?");
  const selectPage = database.prepare(`
    SELECT * FROM cognito_devices
    WHERE user_key = ? AND sequence > ? ORDER BY sequence LIMIT ?`);

  return {
    issue(user, { key, groupKey }) {
      purgeKeys.run(user.key, clock.now() - keyLifetime);
      insertKey.run(key, user.key, groupKey, clock.now());
    },
    confirm(user, key, { name, isRemembered, secret }) {
      const issued = takeKey.get(key, user.key);
      if (!issued) return null;
      const now = clock.now();
      return toDevice(
        written(
          insert.get(
            key,
            user.key,
            text(issued, "group_key"),
            name,
            isRemembered ? 1 : 0,
            secret.salt,
            secret.verifier,
            now,
            now,
            integer(issued, "issued_at"),
          ),
        ),
      );
    },
    find(user, key) {
      const row = select.get(key, user.key);
      return row ? toDevice(row) : null;
    },
    update: ({ key }, { isRemembered }) =>
      toDevice(written(write.get(isRemembered ? 1 : 0, clock.now(), key))),
    touch: ({ key }) => {
      writeAuthentication.run(clock.now(), key);
    },
    delete: ({ key }) => {
      remove.run(key);
    },
    list: (user, { limit, after }) => selectPage.all(user.key, after ?? 0, limit).map(toDevice),
  };
}

function toDevice(row: Row): Device {
  return freeze({
    sequence: integer(row, "sequence"),
    key: text(row, "device_key"),
    userKey: integer(row, "user_key"),
    groupKey: text(row, "group_key"),
    name: optionalText(row, "name"),
    isRemembered: integer(row, "remembered") === 1,
    secret: { salt: blob(row, "salt"), verifier: blob(row, "verifier") },
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
    authenticatedAt: integer(row, "authenticated_at"),
  });
}
