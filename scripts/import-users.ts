/**
 * Creates users from an export, without sending mail. A second run changes nothing: existing users stay as they are.
 *
 *     npm run import-users -- --stage prod --input users.jsonl
 *     npm run import-users -- --stage prod --from keycloak --input realm.json --dry-run
 *
 *     --stage NAME        the stage (needed); `local` is the running stack
 *     --input FILE        the export; with --from it may be given several times
 *     --create-groups     create the groups that the pool lacks
 *     --yes-prod          needed for the stage prod
 *     --share NUMBER      of Cognito's default quotas to use
 *     --region, --endpoint, --pool-id
 *
 * An export of `npm run export-users`:
 *
 *     --from-line NUMBER  the first line to import, as printed by an interrupted run
 *
 * The whole file is checked before the first user is created. Each user gets a new `sub`. Passwords, passkeys and authenticator
 * apps can't be imported: users set a password with "forgot password". Federated users are left out; their next sign-in creates
 * them again.
 *
 * An export of another system, whose users keep their passwords as far as Cognito takes the hashes (docs/moving-users.md):
 *
 *     --from FORMAT       auth0, firebase or keycloak
 *     --dry-run           print what an import would do, and stop
 *     --reset-others      import users whose password can't come along, without a password
 *     --group FROM=TO     take over a group; `*=TO` is for everyone
 *     --groups-from PATH  where a user's groups are in the export
 *     --attribute PATH=NAME  take over an attribute, such as user_metadata.tenant=custom:tenant
 *     --logs-role ARN     the role with which Cognito writes an import job's log; not needed for `local`
 *     --report FILE       write the result for each user
 *     --resume            go on with an interrupted import
 *
 * Exits with 1 if Cognito refused a record or the import was interrupted.
 */
import "../local/answer-help.ts";
import { type PoolAccess, readOptions } from "./deployment/read-options.ts";
import { runScript } from "./deployment/run-script.ts";
import { explainError, ScriptError } from "./deployment/script-error.ts";
import { ImportStopped, type ImportSummary, importUsers } from "./users/import-users.ts";
import { type MoveOptions, moveExport } from "./users/moving/move-export.ts";
import { renderPlan, renderResults } from "./users/moving/render-plan.ts";

const CONCURRENCY = 16;
const REPORT_EVERY = 1000;
/** The local cloud keeps the name and asks nothing of it. */
const LOCAL_LOGS_ROLE = "arn:aws:iam::000000000000:role/user-import";

function renderSummary({ counts, lostFactors, failures }: ImportSummary): string {
  return [
    `created ${counts.created}, already there ${counts.existing}`,
    `left out: ${counts.federated} federated, ${counts.unconfirmed} never confirmed`,
    `second factors to set up again: ${lostFactors}`,
    `refused ${failures.length}${failures.map(({ line, reason }) => `\n  line ${line}: ${reason}`).join("")}`,
  ].join("\n");
}

const onProgress = (done: number): void => {
  if (done % REPORT_EVERY === 0) console.error(`${done} users`);
};

async function importOwnExport(
  target: PoolAccess,
  options: { readonly file: string; readonly fromLine: number; readonly createGroups: boolean },
): Promise<void> {
  try {
    const summary = await importUsers({ ...options, target, concurrency: CONCURRENCY, onProgress });
    console.log(renderSummary(summary));
    if (summary.failures.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error;
    const reason = explainError(error.cause) ?? (error.cause as Error).stack;
    throw new ScriptError(`${reason}\nContinue with --from-line ${error.line}.`);
  }
}

async function importForeignExport(options: MoveOptions): Promise<void> {
  const results = await moveExport({
    ...options,
    onPlanned: (plan) => console.log(renderPlan(plan)),
    onProgress,
  });
  if (results === null) return;
  console.log(`\n${renderResults(results)}`);
  if (results.some(({ outcome }) => outcome === "refused")) process.exitCode = 1;
}

await runScript("import-users", async () => {
  const { values, stage, openPool } = readOptions({
    input: { type: "string", multiple: true, default: [] },
    "from-line": { type: "string", default: "1" },
    "create-groups": { type: "boolean", default: false },
    "yes-prod": { type: "boolean", default: false },
    from: { type: "string" },
    "dry-run": { type: "boolean", default: false },
    "reset-others": { type: "boolean", default: false },
    group: { type: "string", multiple: true, default: [] },
    "groups-from": { type: "string" },
    attribute: { type: "string", multiple: true, default: [] },
    "logs-role": { type: "string" },
    report: { type: "string" },
    resume: { type: "boolean", default: false },
  });
  const { input: files, from: format } = values;
  const [file, ...others] = files;
  const fromLine = Number(values["from-line"]);
  if (file === undefined) throw new ScriptError("Which file? Give --input FILE.");
  if (!Number.isInteger(fromLine) || fromLine < 1) throw new ScriptError("--from-line must be 1 or more.");
  if (stage === "prod" && !values["yes-prod"] && !values["dry-run"]) {
    throw new ScriptError("To create users in prod, add --yes-prod.");
  }
  const createGroups = values["create-groups"];
  if (format === undefined) {
    if (others.length > 0) throw new ScriptError("Only one --input can be imported without --from.");
    return importOwnExport(await openPool(), { file, fromLine, createGroups });
  }
  return importForeignExport({
    format,
    files,
    target: await openPool(),
    attributes: values.attribute,
    groups: values.group,
    groupsFrom: values["groups-from"] ?? null,
    createGroups,
    resetOthers: values["reset-others"],
    isDryRun: values["dry-run"],
    resume: values.resume,
    report: values.report ?? null,
    logsRole: values["logs-role"] ?? (stage === "local" ? LOCAL_LOGS_ROLE : null),
    ...(stage === "local" && { pauseMs: 100 }),
  });
});
