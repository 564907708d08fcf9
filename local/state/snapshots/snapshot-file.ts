/**
 * A snapshot as one file: a SQLite database with the files of a state in compressed pieces, and a digest of each file. SQLite
 * detects other files; the digests detect changes.
 */
import { createHash, type Hash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { DATABASE, STATE_ENTRIES } from "../state-folder.ts";
import { StateRefused } from "../state-refused.ts";

/** Identifies a snapshot among SQLite databases (https://sqlite.org/pragma.html#pragma_application_id): "SALS". */
const APPLICATION_ID = 0x53414c53;

/** The version of the file's format, not of the state in it. */
const FORMAT_VERSION = 1;

const PIECE_BYTES = 1024 * 1024;

/** The fastest compression, because a developer waits for it. */
const COMPRESSION_LEVEL = 1;

/** The properties of a state that are known without unpacking it. */
export interface SnapshotFacts {
  /** ISO 8601, by the machine's clock. */
  readonly createdAt: string;
  readonly stateVersion: number;
  readonly users: number;
  readonly objects: number;
  /** The size of all files of the state together. */
  readonly bytes: number;
}

const TABLES = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE files (path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE pieces (
    path TEXT NOT NULL, number INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (path, number)
  ) STRICT;
`;

/**
 * Writes all files below a folder into a new snapshot that only its owner may read. It is complete, and on the disk, when this
 * resolves.
 *
 * @param file a free path; after a failure, the caller removes the file
 */
export async function packSnapshot(
  folder: string,
  file: string,
  facts: Omit<SnapshotFacts, "bytes">,
): Promise<void> {
  writeFileSync(file, "", { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}; ${TABLES} BEGIN`);
    const insertPiece = database.prepare("INSERT INTO pieces VALUES (?, ?, ?)");
    const insertFile = database.prepare("INSERT INTO files VALUES (?, ?, ?)");
    let total = 0;
    for (const path of filesBelow(folder)) {
      const hash = createHash("sha256");
      let bytes = 0;
      let number = 0;
      for (const piece of piecesOf(join(folder, path))) {
        hash.update(piece);
        bytes += piece.length;
        insertPiece.run(path, number, await promisify(gzip)(piece, { level: COMPRESSION_LEVEL }));
        number += 1;
      }
      insertFile.run(path, bytes, hash.digest());
      total += bytes;
    }
    const insertFact = database.prepare("INSERT INTO facts VALUES (?, ?)");
    for (const [name, value] of Object.entries({ ...facts, bytes: total })) {
      insertFact.run(name, String(value));
    }
    database.exec("COMMIT");
  } finally {
    database.close();
  }
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Regular files, by paths with `/` on every system; links are skipped, because they lead out of a state. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, "/"))
    .sort();
}

/** The bytes of a file, piece by piece, so that a file need not fit into memory. */
function* piecesOf(file: string): Generator<Buffer> {
  const descriptor = openSync(file, "r");
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const length = readSync(descriptor, piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The properties of a snapshot.
 *
 * @throws StateRefused for a file that is not a snapshot, is damaged, or has a newer version
 */
export function readSnapshotFacts(file: string): SnapshotFacts {
  const database = openSnapshot(file);
  try {
    const rows = database.prepare("SELECT name, value FROM facts").all();
    const facts = Object.fromEntries(rows.map(({ name, value }) => [String(name), String(value)]));
    const number = (name: string): number => {
      const value = Number(facts[name]);
      if (!Number.isSafeInteger(value)) throw new Error(`${name} is missing`);
      return value;
    };
    return {
      createdAt: String(facts.createdAt),
      stateVersion: number("stateVersion"),
      users: number("users"),
      objects: number("objects"),
      bytes: number("bytes"),
    };
  } catch (error) {
    throw damaged(file, error);
  } finally {
    database.close();
  }
}

/**
 * Writes the files of a snapshot into an empty folder, each compared with its digest.
 *
 * @throws StateRefused for a file that is not a snapshot, is damaged, or has a newer version; the folder then has a part of the
 * files
 */
export async function unpackSnapshot(file: string, folder: string): Promise<void> {
  const database = openSnapshot(file);
  try {
    const readPiece = database.prepare("SELECT content FROM pieces WHERE path = ? AND number = ?");
    const files = database.prepare("SELECT path, bytes, sha256 FROM files").all();
    if (!files.some(({ path }) => path === DATABASE)) throw new Error(`${DATABASE} is missing`);
    for (const { path: given, bytes, sha256 } of files) {
      const path = checkPath(String(given));
      const content = async (number: number) => {
        const piece = readPiece.get(path, number)?.content;
        return piece === undefined ? null : promisify(gunzip)(piece as Uint8Array);
      };
      const hash = createHash("sha256");
      const written = await writePieces(join(folder, path), content, hash);
      if (written !== Number(bytes) || !hash.digest().equals(sha256 as Uint8Array)) {
        throw new Error(`${path} has changed`);
      }
    }
  } catch (error) {
    if (isOfTheDisk(error)) throw error;
    throw damaged(file, error);
  } finally {
    database.close();
  }
}

async function writePieces(
  target: string,
  content: (number: number) => Promise<Buffer | null>,
  hash: Hash,
): Promise<number> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const descriptor = openSync(target, "wx", 0o600);
  try {
    let bytes = 0;
    for (let number = 0; ; number += 1) {
      const piece = await content(number);
      if (piece === null) break;
      for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done);
      hash.update(piece);
      bytes += piece.length;
    }
    fsyncSync(descriptor);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Write errors have a system call; errors of a damaged file come from SQLite, zlib or this module. */
const isOfTheDisk = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** Checks that a path is below one of the state's entries, because a snapshot may come from elsewhere. @throws Error */
function checkPath(path: string): string {
  const [entry, ...rest] = path.split("/");
  const isEntry = STATE_ENTRIES.some((name) => name === entry);
  const isBelow = entry === DATABASE ? rest.length === 0 : rest.length > 0;
  const isSafe = rest.every((segment) => !["", ".", ".."].includes(segment) && !/[\\\0]/.test(segment));
  if (!isEntry || !isBelow || !isSafe) throw new Error("it contains a file that does not belong to a state");
  return path;
}

function openSnapshot(file: string): DatabaseSync {
  // SQLite would treat an empty file as an empty database.
  if (!statSync(file).isFile()) throw damaged(file, new Error("it is not a file"));
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
    if (pragma("application_id") !== APPLICATION_ID) throw new Error("it is another database");
    if (pragma("user_version") > FORMAT_VERSION) {
      throw new StateRefused(`${file} was made by a newer version of the local cloud`);
    }
    return database;
  } catch (error) {
    database.close();
    throw error instanceof StateRefused ? error : damaged(file, error);
  }
}

const damaged = (file: string, error: unknown): StateRefused =>
  new StateRefused(`${file} is not a snapshot, or is damaged (${(error as Error).message})`, {
    cause: error,
  });
