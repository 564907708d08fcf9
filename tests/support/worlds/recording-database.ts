import { DatabaseSync, type StatementSync } from "node:sqlite";

/** A real database in memory that remembers what it was asked to prepare. */
export class RecordingDatabase extends DatabaseSync {
  readonly prepared = new Set<string>();

  constructor() {
    super(":memory:", { enableForeignKeyConstraints: true });
  }

  override prepare(sql: string): StatementSync {
    this.prepared.add(sql.replace(/\s+/g, " ").trim());
    return super.prepare(sql);
  }

  /** What SQLite does for a statement, step by step: `SEARCH … USING INDEX …`, or a `SCAN` that reads every row, or a sort. */
  planOf(sql: string): readonly string[] {
    return super
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail));
  }

  /** The columns of each table that refer to another table's row. */
  references(): readonly { readonly table: string; readonly column: string }[] {
    return super
      .prepare(
        `SELECT tables.name AS "table", keys."from" AS "column"
         FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table'`,
      )
      .all()
      .map(({ table, column }) => ({ table: String(table), column: String(column) }));
  }
}
