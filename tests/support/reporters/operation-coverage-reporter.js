import { readFileSync } from "node:fs";
import { CoverageReporter } from "./coverage-reporter.js";

const models = ["cognito-idp.json", "cognito-identity.json"];

/** Operations that no test can see, with the reason. */
const exempt = new Map([
  ["UpdateAuthEventFeedback success", "its token comes with mails of threat protection, and none are sent"],
]);

/** Fails a whole run in which an operation of the models was never answered with success, or never refused. */
export default class OperationCoverageReporter extends CoverageReporter {
  constructor(run) {
    super({ variable: "OPERATION_RECORD", project: "emulator", findingsIn }, run);
  }
}

function findingsIn(seen) {
  return models.flatMap((file) => {
    const url = new URL(`../../../local/model/${file}`, import.meta.url);
    const { targetPrefix, operations } = JSON.parse(readFileSync(url, "utf8"));
    return Object.keys(operations).flatMap((name) =>
      ["success", "refusal"]
        .filter((outcome) => !seen.has(`${targetPrefix}.${name} ${outcome}`))
        .map((outcome) => `${name} ${outcome}`)
        .filter((what) => !exempt.has(what)),
    );
  });
}
