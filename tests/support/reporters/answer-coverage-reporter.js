import { readFileSync } from "node:fs";
import { CoverageReporter } from "./coverage-reporter.js";
import { unseenAnswers } from "./unseen-answers.ts";

/**
 * Fails a whole run in which a route never answered with success or with one of its documented errors, or in which an answer was
 * seen that is listed as out of reach.
 */
export default class AnswerCoverageReporter extends CoverageReporter {
  constructor(run) {
    super({ variable: "ANSWER_RECORD", project: "e2e", findingsIn }, run);
  }
}

function findingsIn(seen) {
  const url = new URL("../../../docs/api/openapi.json", import.meta.url);
  return unseenAnswers(JSON.parse(readFileSync(url, "utf8")), seen);
}
