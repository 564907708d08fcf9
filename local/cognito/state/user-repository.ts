import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import {
  blob,
  integer,
  isUniqueViolation,
  json,
  optionalInteger,
  type Row,
  text,
  written,
} from "../../state/row.ts";
import { transaction } from "../../state/transaction.ts";
import { foldSignInName, type SignInName, signInNames } from "../attributes/sign-in-names.ts";
import { aliasExists, userNotFound, usernameExists, usernameExistsForAlias } from "../errors/user-errors.ts";
import type { Pool } from "./pool-repository.ts";
import { createUserList, type ListUsers } from "./user-list.ts";
import { searchTermsOf } from "./user-tables.ts";

type UserStatus =
  | "UNCONFIRMED"
  | "CONFIRMED"
  | "FORCE_CHANGE_PASSWORD"
  | "RESET_REQUIRED"
  | "EXTERNAL_PROVIDER";

/** A user of a pool. Times are milliseconds since the Unix epoch. */
export interface User {
  /** The row's number: grows with creation, never travels. */
  readonly key: number;
  readonly poolId: string;
  /** As it was given; equal to `sub` in a pool with UsernameAttributes. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** All attributes but `sub`, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Tokens issued before this moment are revoked (GlobalSignOut). `null`: never signed out. */
  readonly signedOutAt: number | null;
}

/** What the pool keeps instead of a password: Cognito's SRP salt and verifier, big-endian without leading zeros. */
export interface Credentials {
  readonly salt: Buffer;
  readonly verifier: Buffer;
  /** When it was set: a temporary password runs out. */
  readonly setAt: number;
}

interface NewUser {
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly attributes: Readonly<Record<string, string>>;
  readonly credentials: Omit<Credentials, "setAt"> | null;
}

interface UserChanges {
  /** The whole new set, not a patch. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status?: UserStatus;
  readonly enabled?: boolean;
  readonly signedOutAt?: number;
  readonly credentials?: Omit<Credentials, "setAt">;
}

/** `steal`: an alias that another user holds moves here and becomes unverified there (ForceAliasCreation). */
type AliasConflict = "refuse" | "steal";

export interface UserRepository {
  /**
   * By username, `sub` or alias (e-mail, phone, preferred username where the pool has them as sign-in names).
   * @throws ServiceError UserNotFoundException, with AWS's text.
   */
  require(pool: Pool, username: string): User;
  /** The same, answering `null`. */
  find(pool: Pool, username: string): User | null;
  /** By row number, as sessions and refresh tokens hold it; `null` once deleted. */
  byKey(key: number): User | null;
  /**
   * Writes user, credentials and aliases at once; the database decides who wins a race.
   * @throws ServiceError UsernameExistsException, for an alias that is taken too.
   */
  create(pool: Pool, user: NewUser, onAliasConflict?: AliasConflict): User;
  /**
   * Writes the changes and the aliases they imply; touches `modifiedAt`.
   * @throws ServiceError AliasExistsException.
   */
  update(pool: Pool, user: User, changes: UserChanges, onAliasConflict?: AliasConflict): User;
  delete(user: User): void;
  /** `null` for a user without a password. */
  credentials(user: User): Credentials | null;
  /** The same password as before, whose verifier could not be computed until now: the salt is the same. */
  replaceVerifier(user: User, kept: Omit<Credentials, "setAt">): void;
  /** The user has no password any more. */
  removePassword(user: User): void;
  /** The last `limit` passwords, the present one first: none of them may be set again (PasswordHistorySize). */
  recentCredentials(user: User, limit: number): readonly Omit<Credentials, "setAt">[];
  /** How many users the pool has (EstimatedNumberOfUsers). */
  count(pool: Pool): number;
  /** A page of users. */
  readonly list: ListUsers<User>;
}

/** As many passwords as a pool's PasswordHistorySize can ask for. */
const longestHistory = 24;

export function createUserRepository(database: DatabaseSync, clock: Clock): UserRepository {
  const selectByKey = database.prepare("SELECT * FROM cognito_users WHERE key = ?");
  const selectByUsername = database.prepare(
    "SELECT * FROM cognito_users WHERE pool_id = ? AND username_key = ?",
  );
  const selectBySub = database.prepare("SELECT * FROM cognito_users WHERE pool_id = ? AND sub = ?");
  const selectByAlias = database.prepare(`
    SELECT u.* FROM cognito_aliases a JOIN cognito_users u ON u.key = a.user_key
    WHERE a.pool_id = ? AND a.value_key = ? LIMIT 1`);
  const insert = database.prepare(`
    INSERT INTO cognito_users
      (pool_id, username, username_key, sub, status, enabled, created_at, modified_at, attributes, search_terms)
    VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?) RETURNING *`);
  const write = database.prepare(`
    UPDATE cognito_users SET attributes = ?, search_terms = ?, status = ?, enabled = ?, signed_out_at = ?, modified_at = ?
    WHERE key = ? RETURNING *`);
  const remove = database.prepare("DELETE FROM cognito_users WHERE key = ?");
  const countUsers = database.prepare("SELECT count(*) AS users FROM cognito_users WHERE pool_id = ?");
  const selectCredentials = database.prepare("SELECT * FROM cognito_credentials WHERE user_key = ?");
  const replaceCredentials = database.prepare(
    "INSERT OR REPLACE INTO cognito_credentials (user_key, salt, verifier, set_at) VALUES (?, ?, ?, ?)",
  );
  const updateVerifier = database.prepare(
    "UPDATE cognito_credentials SET verifier = ? WHERE user_key = ? AND salt = ?",
  );
  const updateHistory = database.prepare(
    "UPDATE cognito_password_history SET verifier = ? WHERE user_key = ? AND salt = ?",
  );
  const removeCredentials = database.prepare("DELETE FROM cognito_credentials WHERE user_key = ?");
  const keepInHistory = database.prepare(
    "INSERT INTO cognito_password_history (user_key, salt, verifier) VALUES (?, ?, ?)",
  );
  const trimHistory = database.prepare(`
    DELETE FROM cognito_password_history WHERE user_key = ?1 AND key <=
      (SELECT key FROM cognito_password_history WHERE user_key = ?1 ORDER BY key DESC LIMIT 1 OFFSET ${longestHistory})`);
  const selectHistory = database.prepare(
    "SELECT salt, verifier FROM cognito_password_history WHERE user_key = ? ORDER BY key DESC LIMIT ?",
  );
  const selectAliasHolder = database.prepare(`
    SELECT u.* FROM cognito_aliases a JOIN cognito_users u ON u.key = a.user_key
    WHERE a.pool_id = ? AND a.value_key = ? AND a.attribute = ?`);
  const deleteAliases = database.prepare("DELETE FROM cognito_aliases WHERE user_key = ?");
  const insertAlias = database.prepare(
    "INSERT INTO cognito_aliases (pool_id, attribute, value_key, user_key) VALUES (?, ?, ?, ?)",
  );

  function find(pool: Pool, username: string): User | null {
    const name = foldSignInName(pool.settings, username);
    const row =
      selectByUsername.get(pool.id, name) ??
      selectBySub.get(pool.id, username) ??
      selectByAlias.get(pool.id, name);
    return row ? toUser(row) : null;
  }

  function saveCredentials(key: number, { salt, verifier }: Omit<Credentials, "setAt">): void {
    replaceCredentials.run(key, salt, verifier, clock.now());
    keepInHistory.run(key, salt, verifier);
    trimHistory.run(key);
  }

  /** Takes a sign-in name away from the user who has it; there it becomes an unverified attribute. */
  function release(pool: Pool, { attribute, value }: SignInName): void {
    const row = selectAliasHolder.get(pool.id, foldSignInName(pool.settings, value), attribute);
    if (row) {
      const holder = toUser(row);
      const attributes = { ...holder.attributes, [`${attribute}_verified`]: "false" };
      saveUser(pool, holder, { attributes }, "refuse");
    }
  }

  function claimSignInNames(pool: Pool, user: User, onConflict: AliasConflict, refuse: AliasRefusal): void {
    deleteAliases.run(user.key);
    // A provider's user signs in there alone, and may have an address that a user of the pool's own signs in with.
    if (user.status === "EXTERNAL_PROVIDER") return;
    for (const name of signInNames(pool.settings, user.attributes)) {
      if (onConflict === "steal") release(pool, name);
      try {
        insertAlias.run(pool.id, name.attribute, foldSignInName(pool.settings, name.value), user.key);
      } catch (error) {
        throw isUniqueViolation(error) ? refuse(name.attribute) : error;
      }
    }
  }

  function saveUser(pool: Pool, user: User, changes: UserChanges, onConflict: AliasConflict): User {
    const changed = { ...user, ...changes };
    const row = written(
      write.get(
        JSON.stringify(changed.attributes),
        JSON.stringify(searchTermsOf(changed.attributes)),
        changed.status,
        changed.enabled ? 1 : 0,
        changed.signedOutAt,
        clock.now(),
        user.key,
      ),
    );
    const saved = toUser(row);
    if (changes.attributes) claimSignInNames(pool, saved, onConflict, aliasExists);
    if (changes.credentials) saveCredentials(user.key, changes.credentials);
    return saved;
  }

  return {
    find,
    require(pool, username) {
      const user = find(pool, username);
      if (!user) throw userNotFound();
      return user;
    },
    byKey(key) {
      const row = selectByKey.get(key);
      return row ? toUser(row) : null;
    },
    create(pool, { username, sub, status, attributes, credentials }, onAliasConflict = "refuse") {
      return transaction(database, () => {
        const now = clock.now();
        const key = foldSignInName(pool.settings, username);
        const kept = [attributes, searchTermsOf(attributes)].map((values) => JSON.stringify(values));
        const user = toUser(
          refusing(usernameExists, () =>
            written(insert.get(pool.id, username, key, sub, status, now, now, ...kept)),
          ),
        );
        claimSignInNames(pool, user, onAliasConflict, usernameExistsForAlias);
        if (credentials) saveCredentials(user.key, credentials);
        return user;
      });
    },
    update: (pool, user, changes, onAliasConflict = "refuse") =>
      transaction(database, () => saveUser(pool, user, changes, onAliasConflict)),
    delete: (user) => {
      remove.run(user.key);
    },
    credentials(user) {
      const row = selectCredentials.get(user.key);
      return row
        ? Object.freeze({
            salt: blob(row, "salt"),
            verifier: blob(row, "verifier"),
            setAt: integer(row, "set_at"),
          })
        : null;
    },
    replaceVerifier: ({ key }, { salt, verifier }) => {
      for (const statement of [updateVerifier, updateHistory]) statement.run(verifier, key, salt);
    },
    removePassword: (user) => {
      removeCredentials.run(user.key);
    },
    recentCredentials: (user, limit) =>
      selectHistory
        .all(user.key, limit)
        .map((row) => ({ salt: blob(row, "salt"), verifier: blob(row, "verifier") })),
    count: (pool) => integer(written(countUsers.get(pool.id)), "users"),
    list: createUserList(database, toUser),
  };
}

type AliasRefusal = (attribute: string) => Error;

function refusing<Result>(refusal: () => Error, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw isUniqueViolation(error) ? refusal() : error;
  }
}

function toUser(row: Row): User {
  return freeze({
    key: integer(row, "key"),
    poolId: text(row, "pool_id"),
    username: text(row, "username"),
    sub: text(row, "sub"),
    status: text(row, "status") as UserStatus,
    enabled: integer(row, "enabled") === 1,
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
    attributes: json(row, "attributes") as Record<string, string>,
    signedOutAt: optionalInteger(row, "signed_out_at"),
  });
}
