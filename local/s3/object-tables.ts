import type { DatabaseSync } from "node:sqlite";
import { declareTables } from "../state/declare-tables.ts";

/** Keys compare by the bytes of their UTF-8 (SQLite's BINARY collation): S3's order. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS s3_buckets (
    name TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS s3_objects (
    bucket TEXT NOT NULL REFERENCES s3_buckets (name),
    key TEXT NOT NULL,
    content TEXT NOT NULL,
    size INTEGER NOT NULL,
    md5 TEXT NOT NULL,
    etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS s3_objects_by_content ON s3_objects (content);
  CREATE TABLE IF NOT EXISTS s3_uploads (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL REFERENCES s3_buckets (name) ON DELETE CASCADE,
    key TEXT NOT NULL,
    initiated_at INTEGER NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS s3_parts (
    upload TEXT NOT NULL REFERENCES s3_uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    size INTEGER NOT NULL,
    md5 TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    checksums TEXT NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS s3_parts_by_content ON s3_parts (content);
`;

export function createObjectTables(database: DatabaseSync): void {
  declareTables(database, TABLES);
}
