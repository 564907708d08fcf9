import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import { transaction } from "../state/transaction.ts";
import type { ChecksumAlgorithm, Checksums, ChecksumType } from "./checksums.ts";
import type { ObjectDetails, ObjectStore } from "./object-store.ts";
import { noSuchUpload } from "./s3-error.ts";
import type { Spooled } from "./spool.ts";

/** The object's properties from the start of its upload. */
interface UploadDetails extends Pick<ObjectDetails, "headers" | "tags"> {
  readonly algorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  /** Whether the client chose the algorithm; then answers include it. */
  readonly isChosen: boolean;
}

export interface Upload extends UploadDetails {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since the Unix epoch. */
  readonly initiatedAt: number;
}

export interface Part {
  readonly number: number;
  readonly content: string;
  readonly size: number;
  readonly md5: string;
  /** Milliseconds since the Unix epoch. */
  readonly lastModified: number;
  readonly checksums: Checksums;
}

/** Multipart uploads that were neither completed nor aborted. */
export interface UploadStore {
  begin(bucket: string, key: string, details: UploadDetails): Upload;
  /** @throws S3Error NoSuchUpload, also for an upload of another key */
  require(bucket: string, key: string, id: string): Upload;
  list(bucket: string): readonly Upload[];
  /** Replaces a former part with this number. @throws S3Error NoSuchUpload if it ended meanwhile */
  putPart(upload: Upload, number: number, content: Spooled): Part;
  /** In order of their numbers. */
  parts(upload: Upload): readonly Part[];
  /** With its parts. */
  end(upload: Upload): void;
}

export function createUploadStore(
  database: DatabaseSync,
  clock: Clock,
  { files, release }: ObjectStore,
): UploadStore {
  const insert = database.prepare(
    "INSERT INTO s3_uploads (id, bucket, key, initiated_at, details) VALUES (?, ?, ?, ?, ?)",
  );
  const find = database.prepare("SELECT * FROM s3_uploads WHERE id = ? AND bucket = ? AND key = ?");
  const all = database.prepare("SELECT * FROM s3_uploads WHERE bucket = ? ORDER BY key, initiated_at, id");
  const erase = database.prepare("DELETE FROM s3_uploads WHERE id = ?");
  const writePart = database.prepare(
    `INSERT OR REPLACE INTO s3_parts (upload, number, content, size, md5, modified_at, checksums)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const allParts = database.prepare("SELECT * FROM s3_parts WHERE upload = ? ORDER BY number");

  const parts = ({ id }: Upload): readonly Part[] => allParts.all(id).map(toPart);
  const exists = ({ id, bucket, key }: Upload) => find.get(id, bucket, key) !== undefined;

  return {
    begin: (bucket, key, details) => {
      const id = randomBytes(32).toString("base64url");
      const initiatedAt = clock.now();
      insert.run(id, bucket, key, initiatedAt, JSON.stringify(details));
      return { id, bucket, key, initiatedAt, ...details };
    },
    require: (bucket, key, id) => {
      const row = find.get(id, bucket, key);
      if (row === undefined) throw noSuchUpload();
      return toUpload(row);
    },
    list: (bucket) => all.all(bucket).map(toUpload),
    putPart: (upload, number, content) => {
      const [former, part] = transaction(database, () => {
        if (!exists(upload)) throw noSuchUpload();
        const replaced = parts(upload).find((one) => one.number === number);
        const { size, md5, checksums } = content;
        const lastModified = Math.floor(clock.now() / 1000) * 1000;
        const id = files.adopt(content.file);
        writePart.run(upload.id, number, id, size, md5, lastModified, JSON.stringify(checksums));
        return [replaced, { number, content: id, size, md5, lastModified, checksums }];
      });
      if (former !== undefined) release(former.content);
      return part;
    },
    parts,
    end: (upload) => {
      const ended = parts(upload);
      erase.run(upload.id);
      for (const { content } of ended) release(content);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function toUpload({ id, bucket, key, initiated_at: initiatedAt, details }: Row): Upload {
  return {
    id: String(id),
    bucket: String(bucket),
    key: String(key),
    initiatedAt: Number(initiatedAt),
    ...(JSON.parse(String(details)) as UploadDetails),
  };
}

function toPart({ number, content, size, md5, modified_at: modifiedAt, checksums }: Row): Part {
  return {
    number: Number(number),
    content: String(content),
    size: Number(size),
    md5: String(md5),
    lastModified: Number(modifiedAt),
    checksums: JSON.parse(String(checksums)) as Checksums,
  };
}
