import { readFileSync } from "node:fs";
import { SeenRecord } from "./seen-record.js";
import { unseenAnswers } from "./unseen-answers.js";

/**
 * Fails a whole run in which a route was never seen to answer with success or with one of the errors that it documents, and
 * one in which an answer was seen that is listed as out of reach.
 */
export default class AnswerCoverageReporter {
  #record;
  #error;

  constructor(run) {
    this.#record = new SeenRecord("ANSWER_RECORD", "e2e", run);
  }

  onRunComplete(contexts) {
    const seen = this.#record.close(contexts);
    if (seen === undefined) return;
    const document = JSON.parse(
      readFileSync(new URL("../../docs/api/openapi.json", import.meta.url), "utf8"),
    );
    const findings = unseenAnswers(document, seen);
    if (findings.length > 0) {
      this.#error = new Error(`Answers of the API end to end:\n  ${findings.join("\n  ")}`);
      process.stderr.write(`\n${this.#error.message}\n`);
    }
  }

  getLastError() {
    return this.#error;
  }
}
