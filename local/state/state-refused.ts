/** The state folder can't be used; one line is enough to explain it. */
export class StateRefused extends Error {
  override readonly name = "StateRefused";
}

/** Primary result codes of SQLite: https://sqlite.org/rescode.html. The bits above the lowest eight tell more. */
const TROUBLES: Readonly<Record<number, string>> = {
  5: "another process has the database open",
  6: "the database is locked",
  8: "the database can't be written: file or folder is read-only",
  10: "the disk does not read or write the database",
  11: "the database is damaged",
  13: "the disk is full",
  14: "the database can't be opened: is its folder there, and may it be written?",
  26: "the file is not a database",
};

/** Errors of the file system that say something about the machine and nothing about this program. */
const FILE_TROUBLES: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "a file is in the place of a folder",
  EIO: "the disk does not read or write",
  EISDIR: "a folder is in the place of a file",
  EMFILE: "too many files are open",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is in the place of a folder",
  EPERM: "it is not permitted",
  EROFS: "the file system is read-only",
};

const OF_THE_DISK: ReadonlySet<string> = new Set(["EDQUOT", "EIO", "ENOSPC", "EROFS"]);

interface Failure {
  readonly errcode?: unknown;
  readonly code?: unknown;
  readonly path?: unknown;
  readonly cause?: unknown;
  readonly message?: unknown;
}

/** SQLite's primary result code, or null for an error that is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  const { errcode } = (error ?? {}) as Failure;
  return typeof errcode === "number" ? errcode & 0xff : null;
}

/**
 * Why the state can't be read or written, as part of a line: a full or failing disk, missing rights, another process, a damaged
 * file.
 *
 * @returns null for any other error, whose stack is worth reading
 */
export function stateTrouble(error: unknown): string | null {
  const { code, path, cause, message } = (error ?? {}) as Failure;
  const sqlite = TROUBLES[sqliteCode(error) ?? -1];
  if (sqlite !== undefined) return `${sqlite} (SQLite: ${String(message)})`;
  const file = typeof code === "string" ? FILE_TROUBLES[code] : undefined;
  if (file !== undefined && typeof path === "string") return `${path}: ${file} (${String(code)})`;
  // Writing to a file that is open names none. Rights may be a network's matter, too.
  if (file !== undefined && OF_THE_DISK.has(String(code))) return `${file} (${String(code)})`;
  // LevelDB's errors have the system's words in their text alone.
  if (code === "LEVEL_LOCKED") return "another process has the tables open (LevelDB)";
  if (typeof message === "string" && /^IO error: |No space left on device/.test(message)) {
    return `the tables can't be read or written (LevelDB: ${message})`;
  }
  return cause === undefined ? null : stateTrouble(cause);
}
