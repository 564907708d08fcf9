import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { searchableAttributes } from "./create-tables.ts";
import type { Pool } from "./pool-repository.ts";
import { integer, type Row, text } from "./row.ts";
import type { User } from "./user-repository.ts";

/** What ListUsers can filter by: one column, equal or beginning with. */
export interface UserFilter {
  readonly column: (typeof searchableAttributes)[number] | "username" | "sub" | "status" | "enabled";
  readonly match: "equal" | "prefix";
  readonly value: string | number;
}

/** Where a page ended: the last user's value in the filter's column, and its row number. */
export interface UserListPosition {
  readonly value: string | number | null;
  readonly key: number;
}

export interface UserPage {
  readonly users: readonly User[];
  /** Where the next page begins, `null` after the last one. */
  readonly next: UserListPosition | null;
}

export type ListUsers = (
  pool: Pool,
  query: {
    readonly filter: UserFilter | null;
    readonly limit: number;
    readonly after: UserListPosition | null;
  },
) => UserPage;

/** The greatest code point: no value that begins with a prefix sorts behind the prefix with this appended. */
const lastCharacter = "\u{10FFFF}";

/**
 * Lists users along an index, from where the last page ended: in order of creation without a filter or with an equal one,
 * in order of the value with a prefix. A page costs what it holds, however many users there are.
 */
export function createUserList(database: DatabaseSync, toUser: (row: Row) => User): ListUsers {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return (pool, { filter, limit, after }) => {
    const { sql, values } = query(pool, filter, after);
    const rows = prepare(sql).all(...values, limit + 1);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      users: page.map(toUser),
      next: last
        ? { value: filter?.match === "prefix" ? text(last, filter.column) : null, key: integer(last, "key") }
        : null,
    };
  };
}

function query(
  pool: Pool,
  filter: UserFilter | null,
  after: UserListPosition | null,
): { readonly sql: string; readonly values: readonly SQLInputValue[] } {
  const afterKey = after?.key ?? 0;
  if (!filter) {
    return {
      sql: "SELECT * FROM cognito_users WHERE pool_id = ? AND key > ? ORDER BY key LIMIT ?",
      values: [pool.id, afterKey],
    };
  }
  const { column, match, value } = filter;
  if (match === "equal") {
    return {
      sql: `SELECT * FROM cognito_users WHERE pool_id = ? AND ${column} = ? AND key > ? ORDER BY key LIMIT ?`,
      values: [pool.id, value, afterKey],
    };
  }
  return {
    sql: `SELECT * FROM cognito_users WHERE pool_id = ? AND ${column} < ? AND (${column}, key) > (?, ?)
          ORDER BY ${column}, key LIMIT ?`,
    values: [pool.id, `${value}${lastCharacter}`, after?.value ?? value, afterKey],
  };
}
