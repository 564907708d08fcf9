import type { DatabaseSync } from "node:sqlite";

type Cell = null | number | bigint | string | Uint8Array;
type TableRow = Record<string, Cell>;

/** Every row of every table, in the tables' order. */
export type DatabaseImage = ReadonlyMap<string, readonly TableRow[]>;

export interface ImageReader {
  /** The current rows; read again only after a write. */
  read(): DatabaseImage;
  /** Restores an image. */
  restore(image: DatabaseImage): void;
}

interface TableStatements {
  readonly name: string;
  readonly readAll: () => TableRow[];
  readonly removeAll: () => void;
  readonly insert: (row: TableRow) => void;
}

export function createImageReader(database: DatabaseSync): ImageReader {
  const tables = database
    // SQLite's own table counts assigned keys; it never decreases.
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name",
    )
    .all()
    .map(({ name }) => prepareTable(database, String(name)));
  const countChanges = database.prepare("SELECT total_changes() AS changes");
  let kept: { readonly changes: Cell | undefined; readonly image: DatabaseImage } | undefined;

  return {
    read() {
      const changes = countChanges.get()?.changes as Cell | undefined;
      if (kept?.changes !== changes || kept === undefined) {
        kept = { changes, image: new Map(tables.map(({ name, readAll }) => [name, readAll()])) };
      }
      return kept.image;
    },
    restore(image) {
      const now = this.read();
      const changed = tables.filter(({ name }) => !isSame(now.get(name), image.get(name)));
      // Rows are restored table by table: foreign keys are checked when all rows exist.
      database.exec("PRAGMA foreign_keys = OFF; BEGIN");
      for (const { removeAll } of changed) removeAll();
      for (const { name, insert } of changed) for (const row of image.get(name) ?? []) insert(row);
      database.exec("COMMIT; PRAGMA foreign_keys = ON");
    },
  };
}

/** The tables with different rows. */
export function changedTables(before: DatabaseImage, after: DatabaseImage): readonly string[] {
  return before === after
    ? []
    : [...after.keys()].filter((name) => !isSame(before.get(name), after.get(name)));
}

function prepareTable(database: DatabaseSync, name: string): TableStatements {
  // `table_info` omits generated columns, which can't be written.
  const columns = database
    .prepare(`PRAGMA table_info("${name}")`)
    .all()
    .map((column) => `"${String(column.name)}"`);
  const list = columns.join(", ");
  const select = database.prepare(`SELECT ${list} FROM "${name}"`);
  // No value may exceed JavaScript's numbers; if one does, it must be visible here.
  select.setReadBigInts(true);
  const remove = database.prepare(`DELETE FROM "${name}"`);
  const insert = database.prepare(
    `INSERT INTO "${name}" (${list}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  return {
    name,
    readAll: () => select.all() as TableRow[],
    removeAll: () => void remove.run(),
    insert: (row) => void insert.run(...Object.values(row)),
  };
}

function isSame(some: readonly TableRow[] = [], others: readonly TableRow[] = []): boolean {
  return (
    some === others ||
    (some.length === others.length && some.every((row, index) => isSameRow(row, others[index] ?? {})))
  );
}

function isSameRow(row: TableRow, other: TableRow): boolean {
  return Object.entries(row).every(([column, cell]) => isSameCell(cell, other[column]));
}

function isSameCell(cell: Cell, other: Cell | undefined): boolean {
  return cell instanceof Uint8Array && other instanceof Uint8Array
    ? Buffer.compare(cell, other) === 0
    : cell === other;
}
