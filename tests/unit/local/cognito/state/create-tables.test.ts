import { describe, expect, test } from "@jest/globals";
import { createTables } from "../../../../../local/cognito/state/create-tables.ts";
import { searchableAttributes } from "../../../../../local/cognito/state/user-tables.ts";
import { openDatabase } from "../../../../../local/state/open-database.ts";

const database = openDatabase(":memory:");
createTables(database);

/** What SQLite does for a query: `SEARCH … USING INDEX …`, or a `SCAN` that reads every row, or a sort. */
function planOf(sql: string): string {
  return database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => String(detail))
    .join("\n");
}

const userLists = [...searchableAttributes, "username", "sub", "status"].flatMap((column) => [
  `SELECT * FROM cognito_users WHERE pool_id = ? AND ${column} = ? AND key > ? ORDER BY key LIMIT ?`,
  `SELECT * FROM cognito_users WHERE pool_id = ? AND ${column} < ? AND (${column}, key) > (?, ?) ORDER BY ${column}, key LIMIT ?`,
]);

describe("no request costs more because there are more users", () => {
  test.each([
    ...userLists,
    "SELECT * FROM cognito_users WHERE pool_id = ? AND key > ? ORDER BY key LIMIT ?",
    "SELECT * FROM cognito_users WHERE pool_id = ? AND enabled = ? AND key > ? ORDER BY key LIMIT ?",
    "SELECT * FROM cognito_users WHERE pool_id = ? AND username_key = ?",
    "SELECT u.* FROM cognito_aliases a JOIN cognito_users u ON u.key = a.user_key WHERE a.pool_id = ? AND a.value_key = ?",
    "SELECT user_key FROM cognito_group_members WHERE group_key = ? AND user_key > ? ORDER BY user_key LIMIT ?",
    "SELECT * FROM cognito_refresh_tokens JOIN cognito_token_families USING (origin) WHERE hash = ?",
    "UPDATE cognito_token_families SET revoked_at = ? WHERE user_key = ? AND revoked_at IS NULL",
    "DELETE FROM cognito_challenge_sessions WHERE expires_at < ?",
  ])("%s", (sql) => {
    const plan = planOf(sql);
    expect(plan).toMatch(/SEARCH/);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  });
});
