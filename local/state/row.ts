import type { SQLOutputValue } from "node:sqlite";

/**
 * A row from node:sqlite. The tables are STRICT, so a column has its declared type; these functions say which type the reader
 * expects.
 */
export type Row = Record<string, SQLOutputValue>;

export const text = (row: Row, column: string): string => row[column] as string;
export const optionalText = (row: Row, column: string): string | null => row[column] as string | null;
export const integer = (row: Row, column: string): number => row[column] as number;
export const optionalInteger = (row: Row, column: string): number | null => row[column] as number | null;
export const blob = (row: Row, column: string): Buffer => Buffer.from(row[column] as Uint8Array);
export const json = (row: Row, column: string): unknown => JSON.parse(row[column] as string);

/** SQLite's extended result codes SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE (https://sqlite.org/rescode.html). */
const uniqueViolations: ReadonlySet<unknown> = new Set([1555, 2067]);

/** Did the statement fail because a row with that key exists already? */
export function isUniqueViolation(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "errcode" in error && uniqueViolations.has(error.errcode)
  );
}

/** The row that a statement with RETURNING must have returned. */
export function written(row: Row | undefined): Row {
  if (!row) throw new Error("The row to write is gone");
  return row;
}
