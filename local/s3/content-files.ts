/** The bytes of objects, in files named by ids: a key never becomes a path. */
import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

/** Bytes from `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface ContentFiles {
  /** The folder of bodies that are still arriving. */
  readonly arrivals: string;
  /** Moves a file from `arrivals`. @returns the content's id */
  adopt(file: string): string;
  /** Opens at once, so that a file that is removed afterwards is still read to its end. Null reads all of it. */
  read(id: string, range: ByteRange | null): Readable;
  remove(id: string): void;
  /** Removes incomplete bodies of the last run, and content without an object. */
  sweep(isKept: (id: string) => boolean): void;
}

/** @param home the folder of S3 in the state folder */
export function createContentFiles(home: string): ContentFiles {
  const arrivals = join(home, "arrivals");
  const objects = join(home, "objects");
  const pathOf = (id: string) => join(objects, id.slice(0, 2), id);
  mkdirSync(arrivals, { recursive: true });
  return {
    arrivals,
    adopt: (file) => {
      const id = randomUUID();
      mkdirSync(dirname(pathOf(id)), { recursive: true });
      renameSync(file, pathOf(id));
      return id;
    },
    read: (id, range) =>
      createReadStream("", {
        fd: openSync(pathOf(id), "r"),
        ...(range === null ? {} : { start: range.first, end: range.last }),
      }),
    remove: (id) => {
      try {
        rmSync(pathOf(id), { force: true });
      } catch {
        // Windows does not remove a file that is being read: the next start does.
      }
    },
    sweep: (isKept) => {
      for (const name of readdirSync(arrivals)) rmSync(join(arrivals, name), { force: true });
      mkdirSync(objects, { recursive: true });
      for (const folder of readdirSync(objects)) {
        for (const id of readdirSync(join(objects, folder))) {
          if (!isKept(id)) rmSync(join(objects, folder, id), { force: true });
        }
      }
    },
  };
}
