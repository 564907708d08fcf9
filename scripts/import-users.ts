/**
 * Makes users of an export's lines, without a mail to anybody. Once more changes nothing: who is there already stays as they are.
 *
 *     npm run import-users -- --stage prod --input users.jsonl
 *
 *     --stage NAME        the stage (needed); `local` is the running stack
 *     --input FILE        the export
 *     --from-line NUMBER  the first line to import, as a broken-off run says it
 *     --create-groups     make the groups that the pool lacks
 *     --yes-prod          needed for the stage prod
 *     --share NUMBER      of Cognito's default quotas to use
 *     --region, --endpoint, --pool-id
 *
 * The whole file is checked before the first user is made. A user's `sub` is new. Nobody's password, passkeys or authenticator app
 * come along: people set a password by "forgot password". Federated users are left out; they come back with their next sign-in.
 *
 * Exits 1 when Cognito refused a record or the import broke off.
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
    `created ${counts.created}, there already ${counts.existing}`,
    `left out: ${counts.federated} federated, ${counts.unconfirmed} never confirmed`,
    `second factors to be set up again: ${lostFactors}`,
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
  if (!Number.isInteger(fromLine) || fromLine < 1)
    throw new ScriptError("--from-line takes a number from 1.");
  if (stage === "prod" && !values["yes-prod"])
    throw new ScriptError("This makes users in prod: say --yes-prod.");
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
    throw new ScriptError(`${reason}\nGo on with --from-line ${error.line}.`);
  }
});
