import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { blob, integer, optionalInteger, optionalText, type Row, text, written } from "../../state/row.ts";
import { transaction } from "../../state/transaction.ts";
import type { HashAlgorithm } from "../domain/password-hash.ts";
import type { Pool } from "./pool-repository.ts";

type ImportStatus =
  | "Created"
  | "Pending"
  | "InProgress"
  | "Stopping"
  | "Expired"
  | "Stopped"
  | "Failed"
  | "Succeeded";

/** A user import. Times are milliseconds since the Unix epoch. */
export interface ImportJob {
  /** Grows with creation, never travels. */
  readonly sequence: number;
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly roleArn: string;
  /** Of the password hashes in its file; `null` where that has none. */
  readonly hashing: HashAlgorithm | null;
  readonly status: ImportStatus;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly message: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

type Progress = Partial<
  Pick<ImportJob, "status" | "imported" | "skipped" | "failed" | "message" | "startedAt" | "completedAt">
>;

export interface ImportJobRepository {
  create(pool: Pool, job: Pick<ImportJob, "id" | "name" | "roleArn" | "hashing">): ImportJob;
  find(pool: Pool, id: string): ImportJob | null;
  /** By id alone, as the upload names it. */
  findById(id: string): ImportJob | null;
  update(job: ImportJob, progress: Progress): ImportJob;
  /** Newest first. */
  list(pool: Pool, page: { readonly limit: number; readonly before: number | null }): readonly ImportJob[];
  /** The one that runs. */
  active(pool: Pool): ImportJob | null;
  /** What was running when the process stopped is over. */
  failInterrupted(message: string): void;
  putFile(job: ImportJob, csv: Buffer): void;
  file(job: ImportJob): Buffer | null;
  deleteFile(job: ImportJob): void;
  /** What became of a line that was not imported: what AWS writes to CloudWatch Logs. */
  log(job: ImportJob, line: number, message: string): void;
}

export const importJobTables = `
CREATE TABLE IF NOT EXISTS cognito_import_jobs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  status TEXT NOT NULL,
  imported INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  message TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  completed_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_import_jobs_by_pool ON cognito_import_jobs (pool_id, sequence);

CREATE TABLE IF NOT EXISTS cognito_import_hashing (
  job_id TEXT PRIMARY KEY REFERENCES cognito_import_jobs (id) ON DELETE CASCADE,
  algorithm TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cognito_import_files (
  job_id TEXT PRIMARY KEY REFERENCES cognito_import_jobs (id) ON DELETE CASCADE,
  csv BLOB NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_import_log (
  job_id TEXT NOT NULL REFERENCES cognito_import_jobs (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;
`;

const RUNNING = "('Pending', 'InProgress', 'Stopping')";

export function createImportJobRepository(database: DatabaseSync, clock: Clock): ImportJobRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_import_jobs (id, pool_id, name, role_arn, status, imported, skipped, failed, created_at)
    VALUES (?, ?, ?, ?, 'Created', 0, 0, 0, ?) RETURNING *`);
  const insertHashing = database.prepare(
    "INSERT INTO cognito_import_hashing (job_id, algorithm) VALUES (?, ?)",
  );
  const selectHashing = database.prepare("SELECT algorithm FROM cognito_import_hashing WHERE job_id = ?");
  const select = database.prepare("SELECT * FROM cognito_import_jobs WHERE id = ?");
  const write = database.prepare(`
    UPDATE cognito_import_jobs
    SET status = ?, imported = ?, skipped = ?, failed = ?, message = ?, started_at = ?, completed_at = ?
    WHERE id = ? RETURNING *`);
  const selectPage = database.prepare(
    "SELECT * FROM cognito_import_jobs WHERE pool_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const selectActive = database.prepare(
    `SELECT * FROM cognito_import_jobs WHERE pool_id = ? AND status IN ${RUNNING} ORDER BY sequence LIMIT 1`,
  );
  const fail = database.prepare(
    `UPDATE cognito_import_jobs SET status = 'Failed', message = ?, completed_at = ? WHERE status IN ${RUNNING}`,
  );
  const replaceFile = database.prepare(
    "INSERT OR REPLACE INTO cognito_import_files (job_id, csv) VALUES (?, ?)",
  );
  const selectFile = database.prepare("SELECT csv FROM cognito_import_files WHERE job_id = ?");
  const removeFile = database.prepare("DELETE FROM cognito_import_files WHERE job_id = ?");
  const insertLog = database.prepare(
    "INSERT OR REPLACE INTO cognito_import_log (job_id, line, message) VALUES (?, ?, ?)",
  );

  function toJob(row: Row): ImportJob {
    const hashing = selectHashing.get(text(row, "id"));
    return Object.freeze({
      ...jobOf(row),
      hashing: hashing === undefined ? null : (text(hashing, "algorithm") as HashAlgorithm),
    });
  }

  function findById(id: string): ImportJob | null {
    const row = select.get(id);
    return row ? toJob(row) : null;
  }

  return {
    create: (pool, { id, name, roleArn, hashing }) =>
      transaction(database, () => {
        const row = written(insert.get(id, pool.id, name, roleArn, clock.now()));
        if (hashing !== null) insertHashing.run(id, hashing);
        return toJob(row);
      }),
    findById,
    find(pool, id) {
      const job = findById(id);
      return job?.poolId === pool.id ? job : null;
    },
    update(job, progress) {
      const { status, imported, skipped, failed, message, startedAt, completedAt, id } = {
        ...job,
        ...progress,
      };
      return toJob(
        written(write.get(status, imported, skipped, failed, message, startedAt, completedAt, id)),
      );
    },
    list: (pool, { limit, before }) =>
      selectPage.all(pool.id, before ?? Number.MAX_SAFE_INTEGER, limit).map(toJob),
    active(pool) {
      const row = selectActive.get(pool.id);
      return row ? toJob(row) : null;
    },
    failInterrupted: (message) => {
      fail.run(message, clock.now());
    },
    putFile: ({ id }, csv) => {
      replaceFile.run(id, csv);
    },
    file({ id }) {
      const row = selectFile.get(id);
      return row ? blob(row, "csv") : null;
    },
    deleteFile: ({ id }) => {
      removeFile.run(id);
    },
    log: ({ id }, line, message) => {
      insertLog.run(id, line, message);
    },
  };
}

function jobOf(row: Row): Omit<ImportJob, "hashing"> {
  return {
    sequence: integer(row, "sequence"),
    id: text(row, "id"),
    poolId: text(row, "pool_id"),
    name: text(row, "name"),
    roleArn: text(row, "role_arn"),
    status: text(row, "status") as ImportStatus,
    imported: integer(row, "imported"),
    skipped: integer(row, "skipped"),
    failed: integer(row, "failed"),
    message: optionalText(row, "message"),
    createdAt: integer(row, "created_at"),
    startedAt: optionalInteger(row, "started_at"),
    completedAt: optionalInteger(row, "completed_at"),
  };
}
