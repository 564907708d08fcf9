/** The address of the cloud that uses a state folder, stored in the folder, so that `npm run state` finds it on any port. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const noteIn = (directory: string): string => join(directory, ".running.json");

/** @returns a function that removes it */
export function noteRunningCloud(directory: string, endpoint: string): () => void {
  writeFileSync(noteIn(directory), JSON.stringify({ endpoint }));
  return () => rmSync(noteIn(directory), { force: true });
}

/**
 * The base URL of the cloud that uses the folder, or of a killed one; null if there is none. Ask the server at this address for
 * its folder.
 */
export function findRunningCloud(directory: string): string | null {
  try {
    const { endpoint } = JSON.parse(readFileSync(noteIn(directory), "utf8")) as { endpoint?: unknown };
    return typeof endpoint === "string" && /^http:\/\/localhost:\d{1,5}$/.test(endpoint) ? endpoint : null;
  } catch {
    return null;
  }
}
