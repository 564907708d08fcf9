import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What the tests of a run have seen, as lines of a file that its workers append to and a reporter reads at the end.
 *
 * A run of some files only has not seen much, and is not judged.
 */
export class SeenRecord {
  #folder = mkdtempSync(join(tmpdir(), "seen-"));
  #file = join(this.#folder, "record");
  #project;
  #isWhole;

  /**
   * @param variable the environment variable that tells the workers where the record is
   * @param project the project that must be in the run
   * @param run jest's global configuration
   */
  constructor(variable, project, { testPathPatterns, testNamePattern, onlyChanged, shard }) {
    const patterns = testPathPatterns?.patterns ?? [];
    this.#project = project;
    this.#isWhole = patterns.length === 0 && !testNamePattern && !onlyChanged && !shard;
    writeFileSync(this.#file, "");
    process.env[variable] = this.#file;
  }

  /** The lines, once each; undefined where the run is not to be judged. To be called once. */
  close(contexts) {
    const lines = new Set(readFileSync(this.#file, "utf8").split("\n"));
    rmSync(this.#folder, { recursive: true });
    const isThere = [...contexts].some(({ config }) => config.displayName?.name === this.#project);
    return this.#isWhole && isThere ? lines : undefined;
  }
}
