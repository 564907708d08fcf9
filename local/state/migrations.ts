/**
 * The migration of older states. Each step has its own copy of the tables that it creates, independent of later declarations: a
 * step never changes again. A new table needs no step: `declareTables` creates it.
 */
import type { DatabaseSync } from "node:sqlite";

/** One step, from the version before it to its own. Runs in a transaction, without enforcement of foreign keys. */
type Migration = (database: DatabaseSync) => void;

/** The step to version 1 comes first. A state's version is the number of its completed steps. */
export const MIGRATIONS: readonly Migration[] = [settleUnversioned];

/** Older states have no version; missing tables and columns show their age. */
function settleUnversioned(database: DatabaseSync): void {
  database.function("fold_case", { deterministic: true }, (text) => foldCase(String(text)));
  // Unfinished sign-ins start over, and sessions of an hour are requested again.
  if (lacksColumn(database, "cognito_challenge_sessions", "memory")) {
    database.exec("DROP TABLE cognito_challenge_sessions");
  }
  database.exec("DROP TABLE IF EXISTS identity_credentials");

  if (hasColumn(database, "cognito_codes", "attempts")) {
    rebuild(database, "cognito_codes", {
      definition: `(
        user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
        purpose TEXT NOT NULL,
        hash BLOB NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (user_key, purpose)
      ) STRICT, WITHOUT ROWID`,
    });
  }
  if (hasColumn(database, "cognito_clients", "secret")) {
    rebuild(database, "cognito_clients", {
      definition: `(
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        secrets TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        settings TEXT NOT NULL
      ) STRICT`,
      values: {
        secrets: `iif(secret IS NULL, '[]', json_array(
          json_object('value', secret, 'createdAt', created_at, 'isAdded', json('false'))))`,
      },
    });
  }
  if (lacksColumn(database, "inbox_messages", "sender")) {
    rebuild(database, "inbox_messages", {
      definition: `(
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        channel TEXT NOT NULL,
        sender TEXT,
        recipient TEXT NOT NULL COLLATE NOCASE,
        subject TEXT,
        text TEXT NOT NULL,
        html TEXT,
        code TEXT,
        link TEXT,
        source TEXT NOT NULL,
        sent_at TEXT NOT NULL
      ) STRICT`,
    });
  }
  if (lacksColumn(database, "cognito_users", "search_terms")) {
    rebuild(database, "cognito_users", {
      definition: `(
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
        username TEXT NOT NULL,
        username_key TEXT NOT NULL,
        sub TEXT NOT NULL,
        status TEXT NOT NULL,
        enabled INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        signed_out_at INTEGER,
        attributes TEXT NOT NULL,
        search_terms TEXT NOT NULL,
        email TEXT GENERATED ALWAYS AS (search_terms ->> 'email') VIRTUAL,
        phone_number TEXT GENERATED ALWAYS AS (search_terms ->> 'phone_number') VIRTUAL,
        name TEXT GENERATED ALWAYS AS (search_terms ->> 'name') VIRTUAL,
        given_name TEXT GENERATED ALWAYS AS (search_terms ->> 'given_name') VIRTUAL,
        family_name TEXT GENERATED ALWAYS AS (search_terms ->> 'family_name') VIRTUAL,
        preferred_username TEXT GENERATED ALWAYS AS (search_terms ->> 'preferred_username') VIRTUAL,
        UNIQUE (pool_id, username_key),
        UNIQUE (pool_id, sub)
      ) STRICT`,
      values: {
        search_terms: `(SELECT json_group_object(key, fold_case(value)) FROM json_each(attributes)
          WHERE key IN ('email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'))`,
      },
    });
  }
  // Pools lived in one region, which their ids name: us-east-1_aBc, us-east-1:0a1b.
  if (lacksColumn(database, "cognito_pools", "region")) {
    rebuild(database, "cognito_pools", {
      definition: `(
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        settings TEXT NOT NULL
      ) STRICT`,
      values: { region: "substr(id, 1, instr(id, '_') - 1)" },
    });
  }
  if (lacksColumn(database, "identity_pools", "region")) {
    rebuild(database, "identity_pools", {
      definition: `(
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        region TEXT NOT NULL,
        settings TEXT NOT NULL,
        roles TEXT NOT NULL,
        tag_maps TEXT NOT NULL
      ) STRICT`,
      values: { region: "substr(id, 1, instr(id, ':') - 1)" },
    });
  }
  if (lacksColumn(database, "stack_resources", "region")) {
    rebuild(database, "stack_resources", {
      definition: `(
        region TEXT NOT NULL,
        logical_id TEXT NOT NULL,
        type TEXT NOT NULL,
        physical_id TEXT NOT NULL,
        properties TEXT NOT NULL,
        PRIMARY KEY (region, logical_id)
      ) STRICT`,
      values: {
        region: `coalesce((SELECT substr(pool.physical_id, 1, instr(pool.physical_id, '_') - 1)
          FROM former AS pool WHERE pool.type = 'AWS::Cognito::UserPool' LIMIT 1), 'us-east-1')`,
      },
    });
  }
}

interface Rebuilding {
  /** The text after `CREATE TABLE name`. */
  readonly definition: string;
  /** For new columns: an SQL expression over the former columns. Others have no value. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Recreates a table with its rows (https://sqlite.org/lang_altertable.html#otheralter). Its indexes are dropped, and declared
 * again afterwards. AUTOINCREMENT does not reuse numbers.
 */
function rebuild(database: DatabaseSync, table: string, { definition, values = {} }: Rebuilding): void {
  database.exec(`CREATE TABLE former AS SELECT * FROM ${table}`);
  const isCounted = hasColumn(database, "sqlite_sequence", "seq");
  const counter = isCounted
    ? database.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?").get(table)
    : undefined;
  database.exec(`DROP TABLE ${table}; CREATE TABLE ${table} ${definition}`);
  const kept = writableColumns(database, table).filter(
    (column) => hasColumn(database, "former", column) && !(column in values),
  );
  const into = [...kept, ...Object.keys(values)].join(", ");
  const from = [...kept, ...Object.values(values)].join(", ");
  database.exec(`INSERT INTO ${table} (${into}) SELECT ${from} FROM former; DROP TABLE former`);
  if (counter === undefined) return;
  database.prepare("DELETE FROM sqlite_sequence WHERE name = ?").run(table);
  database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)").run(table, Number(counter.seq));
}

/** @see https://sqlite.org/pragma.html#pragma_table_xinfo */
function columnsOf(database: DatabaseSync, table: string) {
  return database
    .prepare("SELECT name, hidden FROM pragma_table_xinfo(?)")
    .all(table)
    .map(({ name, hidden }) => ({ name: String(name), isGenerated: Number(hidden) !== 0 }));
}

const writableColumns = (database: DatabaseSync, table: string): readonly string[] =>
  columnsOf(database, table).flatMap(({ name, isGenerated }) => (isGenerated ? [] : [name]));

const hasColumn = (database: DatabaseSync, table: string, column: string): boolean =>
  columnsOf(database, table).some(({ name }) => name === column);

/** Whether the table exists without the column. */
const lacksColumn = (database: DatabaseSync, table: string, column: string): boolean =>
  columnsOf(database, table).length > 0 && !hasColumn(database, table, column);

/** A copy of `cognito/domain/fold-case.ts` at version 1. */
function foldCase(text: string): string {
  const kept = (before: string, after: string) => (after.length === before.length ? after : before);
  return Array.from(text, (character) =>
    kept(character, kept(character, character.toUpperCase()).toLowerCase()),
  ).join("");
}
