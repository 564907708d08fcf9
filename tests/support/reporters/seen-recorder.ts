import { appendFileSync } from "node:fs";

/**
 * Adds lines to a run's record (`coverage-reporter.js`), each of them once. Does nothing if no reporter needs it.
 *
 * @param variable the environment variable with the record's path
 */
export function seenRecorder(variable: string): (line: string) => void {
  const file = process.env[variable];
  const written = new Set<string>();
  return (line) => {
    if (file === undefined || written.has(line)) return;
    written.add(line);
    appendFileSync(file, `${line}\n`);
  };
}
