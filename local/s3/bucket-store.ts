import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import { transaction } from "../state/transaction.ts";
import type { CorsRule } from "./cors.ts";
import type { ObjectStore } from "./object-store.ts";

interface Bucket {
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

export interface BucketStore {
  has(name: string): boolean;
  list(): readonly Bucket[];
  /** The bucket may exist already. */
  ensure(name: string): void;
  /** Also removes its incomplete uploads. @returns false if it has objects; then nothing is removed */
  remove(name: string): boolean;
  corsRules(name: string): readonly CorsRule[];
  /** The rules come from the template at each start. */
  setCorsRules(name: string, rules: readonly CorsRule[]): void;
}

export function createBucketStore(
  database: DatabaseSync,
  clock: Clock,
  objects: Pick<ObjectStore, "release">,
): BucketStore {
  const find = database.prepare("SELECT 1 FROM s3_buckets WHERE name = ?");
  const all = database.prepare("SELECT name, created_at FROM s3_buckets ORDER BY name");
  const insert = database.prepare("INSERT OR IGNORE INTO s3_buckets (name, created_at) VALUES (?, ?)");
  const erase = database.prepare("DELETE FROM s3_buckets WHERE name = ?");
  const findObject = database.prepare("SELECT 1 FROM s3_objects WHERE bucket = ? LIMIT 1");
  const partsOf = database.prepare(
    "SELECT content FROM s3_parts JOIN s3_uploads ON s3_uploads.id = s3_parts.upload WHERE bucket = ?",
  );
  const rulesByBucket = new Map<string, readonly CorsRule[]>();
  return {
    has: (name) => find.get(name) !== undefined,
    list: () => all.all().map((row) => ({ name: String(row.name), createdAt: Number(row.created_at) })),
    ensure: (name) => {
      insert.run(name, clock.now());
    },
    remove: (name) => {
      const contents = transaction(database, () => {
        if (findObject.get(name) !== undefined) return null;
        const parts = partsOf.all(name).map(({ content }) => String(content));
        erase.run(name);
        return parts;
      });
      if (contents === null) return false;
      rulesByBucket.delete(name);
      for (const content of contents) objects.release(content);
      return true;
    },
    corsRules: (name) => rulesByBucket.get(name) ?? [],
    setCorsRules: (name, rules) => {
      rulesByBucket.set(name, rules);
    },
  };
}
