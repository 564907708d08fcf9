import * as z from "zod/mini";

/** The beginning of a formula for a spreadsheet, which skips tabs and line breaks before it. */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/**
 * One field. A text that a spreadsheet would compute, such as a user agent of `=HYPERLINK(…)`, gets an apostrophe before it:
 * administrators open files with data that strangers sent.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function fieldOf(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lineOf = (values: readonly string[]) => `${values.map(fieldOf).join(",")}\r\n`;

interface CsvParts {
  /** Also the names in the first line. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | undefined>>[];
  /** A file without the first line continues another. */
  readonly hasHeader: boolean;
}

/** An answer for spreadsheets and scripts (RFC 4180), in UTF-8. */
export class CsvFile {
  readonly text: string;

  constructor({ columns, rows, hasHeader }: CsvParts) {
    const lines = rows.map((row) => lineOf(columns.map((column) => row[column] ?? "")));
    this.text = [...(hasHeader ? [lineOf(columns)] : []), ...lines].join("");
  }
}

/** The `response` of a route that answers CSV instead of JSON. */
export const CsvResponse = z.instanceof(CsvFile);
