import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import { transaction } from "../state/transaction.ts";
import type { Checksums } from "./checksums.ts";
import type { ContentFiles } from "./content-files.ts";
import { checkKey } from "./object-key.ts";
import { noSuchBucket } from "./s3-error.ts";
import type { Spooled } from "./spool.ts";

/** An object without its bytes. */
export interface ObjectDetails {
  /** Headers that are returned with the object: its media type, `x-amz-meta-…` and similar ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** Including `x-amz-checksum-type`; none for objects of former versions of the local cloud. */
  readonly checksums: Checksums;
  readonly tags: Readonly<Record<string, string>>;
  /** Sizes of the parts, in bytes; empty for an upload in one piece. */
  readonly parts: readonly number[];
}

export interface StoredObject extends ObjectDetails {
  readonly key: string;
  /** Id of its bytes. */
  readonly content: string;
  readonly size: number;
  /** Of the whole content, in hexadecimal. */
  readonly md5: string;
  /** In quotation marks. */
  readonly etag: string;
  /** Milliseconds since the Unix epoch. */
  readonly lastModified: number;
}

/** The content of a new object: bytes that have arrived, or those of another object. */
export interface NewObject extends ObjectDetails {
  readonly content: Spooled | StoredObject;
  /** In quotation marks. */
  readonly etag: string;
}

/** Runs within the transaction that replaces an object; throws if a condition does not hold. */
type CheckCurrent = (current: StoredObject | null) => void;

/** Objects: rows of the state's database; their bytes are files. Every change of an object is atomic. */
export interface ObjectStore {
  readonly files: ContentFiles;
  /** @throws S3Error NoSuchBucket, InvalidURI, KeyTooLongError, and what `check` throws */
  put(bucket: string, key: string, object: NewObject, check?: CheckCurrent): StoredObject;
  /** Removes an object; it may be missing. */
  remove(bucket: string, key: string, check?: CheckCurrent): void;
  setTags(bucket: string, key: string, tags: ObjectDetails["tags"]): void;
  /** Null if the object does not exist. */
  find(bucket: string, key: string): StoredObject | null;
  /** All keys with a prefix, in S3's order. */
  keys(bucket: string, prefix: string): readonly string[];
  /** Whether an object or a part of an upload uses these bytes. */
  isUsed(content: string): boolean;
  /** Removes bytes that no object and no part of an upload uses any more. */
  release(content: string): void;
}

const COLUMNS = "key, content, size, md5, etag, modified_at, details";

export function createObjectStore(database: DatabaseSync, files: ContentFiles, clock: Clock): ObjectStore {
  const findBucket = database.prepare("SELECT 1 FROM s3_buckets WHERE name = ?");
  const findObject = database.prepare(`SELECT ${COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ?`);
  const listKeys = database.prepare(
    "SELECT key FROM s3_objects WHERE bucket = :bucket AND key >= :prefix AND substr(key, 1, length(:prefix)) = :prefix ORDER BY key",
  );
  const write = database.prepare(
    `INSERT OR REPLACE INTO s3_objects (bucket, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setDetails = database.prepare("UPDATE s3_objects SET details = ? WHERE bucket = ? AND key = ?");
  const erase = database.prepare("DELETE FROM s3_objects WHERE bucket = ? AND key = ?");
  const findUse = database.prepare(
    "SELECT 1 FROM s3_objects WHERE content = :id UNION ALL SELECT 1 FROM s3_parts WHERE content = :id",
  );

  const find = (bucket: string, key: string): StoredObject | null => {
    const row = findObject.get(bucket, key);
    return row === undefined ? null : toObject(row);
  };
  const isUsed = (content: string): boolean => findUse.get({ id: content }) !== undefined;
  const release = (content: string): void => {
    if (!isUsed(content)) files.remove(content);
  };

  return {
    files,
    find,
    isUsed,
    release,
    put: (bucket, key, { content, etag, headers, checksums, tags, parts }, check = () => {}) => {
      checkKey(key);
      const [former, written] = transaction(database, () => {
        // It may have been deleted while the body arrived.
        if (findBucket.get(bucket) === undefined) throw noSuchBucket(bucket);
        const current = find(bucket, key);
        check(current);
        const id = "file" in content ? files.adopt(content.file) : content.content;
        const details = JSON.stringify({ headers, checksums, tags, parts } satisfies ObjectDetails);
        // Seconds, the resolution of `Last-Modified`.
        const now = Math.floor(clock.now() / 1000) * 1000;
        write.run(bucket, key, id, content.size, content.md5, etag, now, details);
        return [current, find(bucket, key)];
      });
      if (written === null) throw new Error("the object that was written is gone");
      if (former !== null) release(former.content);
      return written;
    },
    remove: (bucket, key, check = () => {}) => {
      checkKey(key);
      const former = transaction(database, () => {
        const current = find(bucket, key);
        check(current);
        erase.run(bucket, key);
        return current;
      });
      if (former !== null) release(former.content);
    },
    setTags: (bucket, key, tags) => {
      const current = find(bucket, key);
      if (current === null) return;
      const { headers, checksums, parts } = current;
      const details = JSON.stringify({ headers, checksums, tags, parts } satisfies ObjectDetails);
      setDetails.run(details, bucket, key);
    },
    keys: (bucket, prefix) => listKeys.all({ bucket, prefix }).map(({ key }) => String(key)),
  };
}

type Row = Readonly<Record<string, unknown>>;

function toObject({ key, content, size, md5, etag, modified_at: modifiedAt, details }: Row): StoredObject {
  return {
    key: String(key),
    content: String(content),
    size: Number(size),
    md5: String(md5),
    etag: String(etag),
    lastModified: Number(modifiedAt),
    ...(JSON.parse(String(details)) as ObjectDetails),
  };
}
