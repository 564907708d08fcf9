import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { readdir, utimes } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type S3rver from "s3rver";
import type { Clock } from "../clock.ts";
import { checkKey, compareKeys } from "./object-key.ts";
import type { Checksums, Spooled } from "./spool.ts";

/** What a list tells of an object. */
export interface ListedObject {
  readonly key: string;
  /** In quotation marks. */
  readonly etag: string;
  readonly size: number;
  readonly lastModified: Date;
}

/**
 * Objects as s3rver's files. s3rver writes an object where the former one is still being read, removes folders that another
 * request is about to write into, and lists in the order of file names: so these three are done here, on its layout.
 */
export interface ObjectStore {
  /** Puts a whole object in place of the former one, at once. @returns its ETag, in quotation marks */
  put(
    bucket: string,
    key: string,
    content: Spooled,
    metadata: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** Removes an object; there need be none. */
  remove(bucket: string, key: string): void;
  /** Every key that begins with a prefix, in S3's order. */
  keys(bucket: string, prefix: string): Promise<readonly string[]>;
  /** The digests that the object's upload was held to, by header; none for an object that is not there. */
  checksums(bucket: string, key: string): Promise<Checksums>;
  /** Null when there is no such object. */
  find(bucket: string, key: string): Promise<ListedObject | null>;
}

const OBJECT_SUFFIX = "._S3rver_object";
/** Ours, beside s3rver's. */
const CHECKSUMS = "checksums.json";
const RESOURCES = ["object", "object.md5", "metadata.json", "tagging.xml", CHECKSUMS] as const;

export function createObjectStore({ store }: S3rver, root: string, clock: Clock): ObjectStore {
  return {
    put: async (bucket, key, content, metadata) => {
      checkKey(key);
      const file = store.getResourcePath(bucket, key, "object");
      const seconds = clock.now() / 1000;
      await utimes(content.file, seconds, seconds);
      // Without a pause in between: an object removed meanwhile would take the folder with it.
      mkdirSync(dirname(file), { recursive: true });
      renameSync(content.file, file);
      const etag = JSON.stringify(content.md5);
      const kept = JSON.stringify({ etag, checksums: content.checksums });
      writeFileSync(store.getResourcePath(bucket, key, CHECKSUMS), kept);
      await store.putMetadata(bucket, key, metadata, content.md5);
      return etag;
    },
    remove: (bucket, key) => {
      checkKey(key);
      for (const resource of RESOURCES) rmSync(store.getResourcePath(bucket, key, resource), { force: true });
      removeEmptyFolders(join(root, bucket), dirname(store.getResourcePath(bucket, key, "object")));
    },
    keys: (bucket, prefix) => keysBelow(join(root, bucket), prefix),
    checksums: async (bucket, key) => {
      try {
        const { etag } = await store.getMetadata(bucket, key);
        const kept = JSON.parse(readFileSync(store.getResourcePath(bucket, key, CHECKSUMS), "utf8"));
        // s3rver itself puts copies and uploads in parts in the place of an object, and knows nothing of this file.
        return kept.etag === etag ? kept.checksums : {};
      } catch (error) {
        if (isMissing(error)) return {};
        throw error;
      }
    },
    find: async (bucket, key) => {
      try {
        const metadata = await store.getMetadata(bucket, key);
        return {
          key,
          etag: metadata.etag,
          size: Number(metadata["content-length"]),
          lastModified: new Date(metadata["last-modified"]),
        };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  };
}

function removeEmptyFolders(bucketFolder: string, folder: string): void {
  for (let empty = folder; empty !== bucketFolder; empty = dirname(empty)) {
    try {
      if (readdirSync(empty).length > 0) return;
      rmdirSync(empty);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

async function keysBelow(bucketFolder: string, prefix: string): Promise<readonly string[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  try {
    checkKey(folder);
  } catch {
    return []; // what can't be a key begins none
  }
  const names = await readdir(join(bucketFolder, folder), { recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith(OBJECT_SUFFIX))
    .map((name) => folder + name.slice(0, -OBJECT_SUFFIX.length).replaceAll(sep, "/"))
    .filter((key) => key.startsWith(prefix))
    .sort(compareKeys);
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}
