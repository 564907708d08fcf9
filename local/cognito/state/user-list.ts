import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Row } from "../../state/row.ts";
import { foldCase } from "../domain/fold-case.ts";
import type { Pool } from "./pool-repository.ts";
import type { searchableAttributes } from "./user-tables.ts";

/** What ListUsers can filter by: one column, equal or beginning with. An attribute's value is folded. */
export interface UserFilter {
  readonly column: (typeof searchableAttributes)[number] | "username" | "sub" | "status" | "enabled";
  readonly match: "equal" | "prefix";
  readonly value: string | number;
}

/** A user's place in a list: the value in the filter's column where it orders the list, and the row number. */
export interface UserListPosition {
  readonly value: string | null;
  readonly key: number;
}

/** What a list goes by. */
interface ListedUser {
  readonly key: number;
  readonly username: string;
  readonly sub: string;
  readonly status: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Lists the users behind `after` along an index; what a page costs does not depend on how many users there are. */
export type ListUsers<User> = (
  pool: Pool,
  query: {
    readonly filter: UserFilter | null;
    readonly limit: number;
    readonly after: UserListPosition | null;
  },
) => readonly User[];

/** The greatest code point: no value that begins with a prefix sorts behind the prefix with this appended. */
const lastCharacter = "\u{10FFFF}";

/** In order of creation without a filter or with an equal one, in order of the value with a prefix. */
export function createUserList<User>(database: DatabaseSync, toUser: (row: Row) => User): ListUsers<User> {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return (pool, { filter, limit, after }) => {
    const { condition, order, values } = search(filter, after);
    const sql = `SELECT * FROM cognito_users WHERE pool_id = ? AND ${condition} ORDER BY ${order} LIMIT ?`;
    return prepare(sql)
      .all(pool.id, ...values, limit)
      .map(toUser);
  };
}

/** Where a user stands in the list that this filter makes. */
export function positionInList(filter: UserFilter | null, user: ListedUser): UserListPosition {
  return { value: filter?.match === "prefix" ? valueIn(filter.column, user) : null, key: user.key };
}

function valueIn(column: UserFilter["column"], user: ListedUser): string | null {
  switch (column) {
    case "username":
    case "sub":
    case "status":
      return user[column];
    case "enabled":
      return null;
    default: {
      const value = user.attributes[column];
      return value === undefined ? null : foldCase(value);
    }
  }
}

interface Search {
  readonly condition: string;
  readonly order: string;
  readonly values: readonly SQLInputValue[];
}

function search(filter: UserFilter | null, after: UserListPosition | null): Search {
  const afterKey = after?.key ?? 0;
  if (!filter) return { condition: "key > ?", order: "key", values: [afterKey] };
  const { column, match, value } = filter;
  if (match === "equal") {
    return { condition: `${column} = ? AND key > ?`, order: "key", values: [value, afterKey] };
  }
  return {
    condition: `${column} < ? AND (${column}, key) > (?, ?)`,
    order: `${column}, key`,
    values: [`${value}${lastCharacter}`, after?.value ?? value, afterKey],
  };
}
