import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A reporter that fails a run by what its tests have recorded: the workers append lines to a file (`seen-recorder.ts`), and this
 * reads it at the end. A run of only some files is not judged, nor one with skipped tests, such as those of a browser that is missing.
 */
export class CoverageReporter {
  #folder = mkdtempSync(join(tmpdir(), "seen-"));
  #file = join(this.#folder, "record");
  #project;
  #isWhole;
  #findingsIn;
  #error;

  /**
   * @param variable the environment variable with the record's path, for the workers
   * @param project the project that must be in the run
   * @param findingsIn a sentence for each problem with the recorded lines
   * @param run jest's global configuration
   */
  constructor({ variable, project, findingsIn }, { testPathPatterns, testNamePattern, onlyChanged, shard }) {
    const patterns = testPathPatterns?.patterns ?? [];
    this.#project = project;
    this.#findingsIn = findingsIn;
    this.#isWhole = patterns.length === 0 && !testNamePattern && !onlyChanged && !shard;
    writeFileSync(this.#file, "");
    process.env[variable] = this.#file;
  }

  onRunComplete(contexts, { numPendingTests }) {
    const seen = new Set(readFileSync(this.#file, "utf8").split("\n"));
    rmSync(this.#folder, { recursive: true });
    const isThere = [...contexts].some(({ config }) => config.displayName?.name === this.#project);
    const findings = this.#isWhole && isThere && numPendingTests === 0 ? this.#findingsIn(seen) : [];
    if (findings.length === 0) return;
    this.#error = new Error(`Missing or unexpected in this run:\n  ${findings.join("\n  ")}`);
    process.stderr.write(`\n${this.#error.message}\n`);
  }

  getLastError() {
    return this.#error;
  }
}
