import type { DatabaseSync } from "node:sqlite";
import type { StreamRecord } from "../dynamodb/table-stream.ts";
import { declareTables } from "../state/declare-tables.ts";

/** A record that waits in front of a pipe. */
export interface WaitingRecord {
  readonly key: number;
  readonly record: StreamRecord;
  /** Failed calls with it alone. */
  readonly attempts: number;
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS pipe_records (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    pipe TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS pipe_records_by_pipe ON pipe_records (region, pipe, key);
`;

/** A pipe's records that it let through and has not passed on yet, oldest first. They survive a restart, as a stream would. */
export interface PipeQueue {
  add(record: StreamRecord): void;
  first(count: number): readonly WaitingRecord[];
  count(): number;
  noteFailure(key: number): void;
  remove(key: number): void;
}

/** @returns the queue of a pipe, by its name */
export function createPipeQueues(database: DatabaseSync, region: string): (pipe: string) => PipeQueue {
  declareTables(database, TABLE);
  const insert = database.prepare(
    "INSERT INTO pipe_records (region, pipe, attempts, record) VALUES (?, ?, 0, ?)",
  );
  const first = database.prepare(
    "SELECT key, attempts, record FROM pipe_records WHERE region = ? AND pipe = ? ORDER BY key LIMIT ?",
  );
  const count = database.prepare("SELECT count(*) AS n FROM pipe_records WHERE region = ? AND pipe = ?");
  const fail = database.prepare("UPDATE pipe_records SET attempts = attempts + 1 WHERE key = ?");
  const remove = database.prepare("DELETE FROM pipe_records WHERE key = ?");
  return (pipe) => ({
    add: (record) => void insert.run(region, pipe, JSON.stringify(record)),
    first: (limit) =>
      first.all(region, pipe, limit).map(({ key, attempts, record }) => ({
        key: Number(key),
        attempts: Number(attempts),
        record: JSON.parse(String(record)) as StreamRecord,
      })),
    count: () => Number(count.get(region, pipe)?.n),
    noteFailure: (key) => void fail.run(key),
    remove: (key) => void remove.run(key),
  });
}
