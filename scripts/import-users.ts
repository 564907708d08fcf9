/**
 * Creates users from an export, without sending mail. A second run changes nothing: existing users stay as they are.
 *
 *     npm run import-users -- --stage prod --input users.jsonl
 *
 *     --stage NAME        the stage (needed); `local` is the running stack
 *     --input FILE        the export
 *     --from-line NUMBER  the first line to import, as printed by an interrupted run
 *     --create-groups     create the groups that the pool lacks
 *     --yes-prod          needed for the stage prod
 *     --share NUMBER      of Cognito's default quotas to use
 *     --region, --endpoint, --pool-id
 *
 * The whole file is checked before the first user is created. Each user gets a new `sub`. Passwords, passkeys and authenticator
 * apps can't be imported: users set a password with "forgot password". Federated users are left out; their next sign-in creates
 * them again.
 *
 * Exits with 1 if Cognito refused a record or the import was interrupted.
 */
import "../local/answer-help.ts";
import { readOptions } from "./deployment/read-options.ts";
import { runScript } from "./deployment/run-script.ts";
import { explainError, ScriptError } from "./deployment/script-error.ts";
import { ImportStopped, type ImportSummary, importUsers } from "./users/import-users.ts";

const CONCURRENCY = 16;
const REPORT_EVERY = 1000;

function renderSummary({ counts, lostFactors, failures }: ImportSummary): string {
  return [
    `created ${counts.created}, already there ${counts.existing}`,
    `left out: ${counts.federated} federated, ${counts.unconfirmed} never confirmed`,
    `second factors to set up again: ${lostFactors}`,
    `refused ${failures.length}${failures.map(({ line, reason }) => `\n  line ${line}: ${reason}`).join("")}`,
  ].join("\n");
}

await runScript("import-users", async () => {
  const { values, stage, openPool } = readOptions({
    input: { type: "string" },
    "from-line": { type: "string", default: "1" },
    "create-groups": { type: "boolean", default: false },
    "yes-prod": { type: "boolean", default: false },
  });
  const { input: file } = values;
  const fromLine = Number(values["from-line"]);
  if (file === undefined) throw new ScriptError("Which file? Give --input FILE.");
  if (!Number.isInteger(fromLine) || fromLine < 1) throw new ScriptError("--from-line must be 1 or more.");
  if (stage === "prod" && !values["yes-prod"])
    throw new ScriptError("To create users in prod, add --yes-prod.");
  try {
    const summary = await importUsers({
      file,
      target: await openPool(),
      fromLine,
      createGroups: values["create-groups"],
      concurrency: CONCURRENCY,
      onProgress: (done) => {
        if (done % REPORT_EVERY === 0) console.error(`${done} lines`);
      },
    });
    console.log(renderSummary(summary));
    if (summary.failures.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error;
    const reason = explainError(error.cause) ?? (error.cause as Error).stack;
    throw new ScriptError(`${reason}\nContinue with --from-line ${error.line}.`);
  }
});
