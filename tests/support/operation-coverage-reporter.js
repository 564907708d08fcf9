import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const models = ["cognito-idp.json", "cognito-identity.json"];

/** What no test can see, and why. */
const exempt = new Map([
  ["UpdateAuthEventFeedback success", "its token comes with mails of threat protection, and none are sent"],
]);

/**
 * Fails a whole run in which an operation of the models was never answered with success, or never refused. A run of some
 * files only is not judged.
 */
export default class OperationCoverageReporter {
  #folder = mkdtempSync(join(tmpdir(), "operations-"));
  #record = join(this.#folder, "record");
  #isWhole;
  #error;

  constructor({ testPathPatterns, testNamePattern, onlyChanged, shard }) {
    const patterns = testPathPatterns?.patterns ?? [];
    this.#isWhole = patterns.length === 0 && !testNamePattern && !onlyChanged && !shard;
    writeFileSync(this.#record, "");
    process.env.OPERATION_RECORD = this.#record;
  }

  onRunComplete(contexts) {
    const seen = new Set(readFileSync(this.#record, "utf8").split("\n"));
    rmSync(this.#folder, { recursive: true });
    if (!this.#isWhole || ![...contexts].some(({ config }) => config.displayName?.name === "local")) return;
    const missing = models.flatMap((file) => {
      const url = new URL(`../../local/model/${file}`, import.meta.url);
      const { targetPrefix, operations } = JSON.parse(readFileSync(url, "utf8"));
      return Object.keys(operations).flatMap((name) =>
        ["success", "refusal"]
          .filter((outcome) => !seen.has(`${targetPrefix}.${name} ${outcome}`))
          .map((outcome) => `${name} ${outcome}`)
          .filter((what) => !exempt.has(what)),
      );
    });
    if (missing.length > 0) {
      this.#error = new Error(`No test has seen: ${missing.join(", ")}`);
      process.stderr.write(`\n${this.#error.message}\n`);
    }
  }

  getLastError() {
    return this.#error;
  }
}
