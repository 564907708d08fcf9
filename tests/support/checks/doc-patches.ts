/** The changes that a page of the docs shows as diffs. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

const DIFF = /^```diff\n(.*?)^```$/gms;

/**
 * Applies every change of a page to a copy of the service, in the page's order.
 *
 * @returns the number of changes
 * @throws Error of git for the first change that no longer applies to the code
 */
export function applyChanges(page: string, folder: string): number {
  const changes = [...readFileSync(join(root, page), "utf8").matchAll(DIFF)];
  for (const [, change = ""] of changes) {
    execFileSync("git", ["apply", "-C1", "-"], {
      cwd: folder,
      input: change,
      stdio: ["pipe", "ignore", "pipe"],
    });
  }
  return changes.length;
}
