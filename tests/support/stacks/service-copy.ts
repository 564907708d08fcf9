import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

/** The files of the checkout that `npm start` reads. */
const PARTS = [
  "cloudformation",
  "config",
  "docs/api/openapi.json",
  "functions",
  "jobs",
  "libs",
  "local",
  "package.json",
  "resources",
  "serverless.yml",
  "triggers",
  "tsconfig.json",
];

/** A copy of the service whose files a test may change. */
export interface ServiceCopy {
  readonly directory: string;
  /** Changes a file's content. @throws Error if nothing changes */
  edit(file: string, change: (text: string) => string): void;
  /** Restores a file from the checkout. */
  restore(file: string): void;
  remove(file: string): void;
  /** Removes the copy. */
  delete(): void;
}

export function copyService(): ServiceCopy {
  const directory = mkdtempSync(join(tmpdir(), "service-copy-"));
  for (const part of PARTS) cpSync(join(root, part), join(directory, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"), "dir");
  const path = (file: string) => join(directory, file);
  return {
    directory,
    edit: (file, change) => {
      const before = readFileSync(path(file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`nothing is changed in ${file}`);
      writeFileSync(path(file), after);
    },
    restore: (file) => cpSync(join(root, file), path(file)),
    remove: (file) => rmSync(path(file)),
    delete: () => rmSync(directory, { recursive: true, force: true }),
  };
}
