import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { ScriptError } from "../deployment/script-error.ts";
import { parseUserRecord, type UserRecord } from "./user-record.ts";

export interface NumberedRecord {
  /** From 1, as editors count. */
  readonly line: number;
  readonly record: UserRecord;
}

/** The records of a JSONL file, one after the other, without empty lines. */
export async function* readUserRecords(file: string, fromLine = 1): AsyncGenerator<NumberedRecord> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (line >= fromLine && text.trim() !== "") yield { line, record: parseUserRecord(text, line) };
  }
}

const MAX_ERRORS = 20;

export interface FileSummary {
  readonly records: number;
  readonly groups: ReadonlySet<string>;
}

/**
 * Reads the whole file before the import begins.
 *
 * @throws ScriptError with every invalid line, up to twenty
 */
export async function checkUserRecords(file: string): Promise<FileSummary> {
  const errors: string[] = [];
  const groups = new Set<string>();
  let [line, records] = [0, 0];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === "") continue;
    records += 1;
    try {
      for (const group of parseUserRecord(text, line).groups) groups.add(group);
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      errors.push(error.message);
      if (errors.length >= MAX_ERRORS) break;
    }
  }
  if (errors.length > 0) throw new ScriptError(`${file} was not imported:\n${errors.join("\n")}`);
  return { records, groups };
}
