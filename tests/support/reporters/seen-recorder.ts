import { appendFileSync } from "node:fs";

/**
 * What a worker does with a run's record (`coverage-reporter.js`): adds lines, each of them once. Does nothing where no
 * reporter asks for one.
 *
 * @param variable the environment variable that tells where the record is
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
