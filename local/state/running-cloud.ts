/** Where the cloud listens that works on a state folder: written down in the folder, so that `npm run state` finds it on any port. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const noteIn = (directory: string): string => join(directory, ".running.json");

/** @returns what removes the note */
export function noteRunningCloud(directory: string, endpoint: string): () => void {
  writeFileSync(noteIn(directory), JSON.stringify({ endpoint }));
  return () => rmSync(noteIn(directory), { force: true });
}

/**
 * The base URL of the cloud that works on the folder, or of one that was killed there; null where there is none. What answers has to be
 * asked for its folder.
 */
export function findRunningCloud(directory: string): string | null {
  try {
    const { endpoint } = JSON.parse(readFileSync(noteIn(directory), "utf8")) as { endpoint?: unknown };
    return typeof endpoint === "string" && /^http:\/\/localhost:\d{1,5}$/.test(endpoint) ? endpoint : null;
  } catch {
    return null;
  }
}
