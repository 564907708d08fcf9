/**
 * Migrates the objects of former versions of the local cloud: these used s3rver, which stored a bucket as a folder and a key as
 * a path.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { BucketStore } from "./bucket-store.ts";
import { ALGORITHMS, type Checksums, checksumHeader } from "./checksums.ts";
import type { NewObject, ObjectStore } from "./object-store.ts";
import { BUCKET_NAME } from "./place.ts";
import { headersToKeep } from "./stored-headers.ts";

const OBJECT_SUFFIX = "._S3rver_object";

interface Stores {
  readonly database: DatabaseSync;
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
}

/**
 * Objects keep their content, their ETag, their headers and the time of their last change; incomplete multipart uploads are
 * dropped. If it is interrupted, the next start continues.
 *
 * @param home the folder of S3 in the state folder
 */
export function adoptS3rverFiles(home: string, { database, buckets, objects }: Stores): void {
  const root = join(home, "buckets");
  if (!existsSync(root)) return;
  const setTime = database.prepare("UPDATE s3_objects SET modified_at = ? WHERE bucket = ? AND key = ?");
  for (const bucket of readdirSync(root).filter((name) => BUCKET_NAME.test(name))) {
    buckets.ensure(bucket);
    const folder = join(root, bucket);
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(OBJECT_SUFFIX)) continue;
      const key = decodeName(name.slice(0, -OBJECT_SUFFIX.length).replaceAll(sep, "/"));
      const file = join(folder, name);
      const modifiedAt = Math.floor(statSync(file).mtimeMs / 1000) * 1000;
      objects.put(bucket, key, readObject(file));
      setTime.run(modifiedAt, bucket, key);
    }
  }
  rmSync(root, { recursive: true, force: true });
}

/** For file names on Windows, which can't contain `:` and `?`. */
const decodeName = (name: string): string =>
  process.platform === "win32"
    ? name.replace(/&([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : name;

function readObject(file: string): NewObject {
  const beside = (resource: string) => file.slice(0, -"object".length) + resource;
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null);
  const md5 = read(`${file}.md5`) ?? createHash("md5").update(readFileSync(file)).digest("hex");
  const etag = `"${md5}"`;
  const kept = JSON.parse(read(beside("checksums.json")) ?? "{}") as { etag?: string; checksums?: Checksums };
  const checksums = kept.etag === etag ? onlyOne(kept.checksums ?? {}) : {};
  return {
    content: { file, size: statSync(file).size, md5, checksums: {}, remove: async () => {} },
    etag,
    headers: headersToKeep(JSON.parse(read(beside("metadata.json")) ?? "{}")),
    checksums,
    tags: {},
    parts: [],
  };
}

function onlyOne(checksums: Checksums): Checksums {
  const name = ALGORITHMS.map(checksumHeader).find((header) => checksums[header] !== undefined);
  const value = name === undefined ? undefined : checksums[name];
  return name === undefined || value === undefined
    ? {}
    : { [name]: value, "x-amz-checksum-type": "FULL_OBJECT" };
}
