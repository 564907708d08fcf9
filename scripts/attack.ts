/**
 * Attacks your own stage and reports which defences held: forged tokens, other spellings of paths, odd bodies, cookies,
 * origins, answers and response times that reveal accounts, guessed codes, limits.
 *
 *     npm run attack -- --stage local
 *     npm run attack -- --stage staging --origin https://staging.example.com
 *
 *     --stage NAME      the stage (needed); `local` is the running stack
 *     --api URL         the API's address; by default the stack's output ApiUrl
 *     --origin URL      an origin of `webOrigins`, for the checks of cookies
 *     --only SUBJECTS   tokens, paths, headers, bodies, cookies, sessions, links, organizations, registration, enumeration,
 *                       timing, codes, limits; with commas
 *     --without SUBJECTS
 *     --samples NUMBER  pairs of requests per timing check; 20 by default, 100 find smaller differences
 *     --no-accounts     only checks without accounts; these need no AWS credentials
 *     --list            print the checks and do nothing
 *     --yes             needed for the stage prod
 *     --region, --endpoint, --pool-id
 *
 * With AWS credentials of the stage it creates its own accounts in the pool (addresses of SES's mailbox simulator) and removes
 * them at the end, also after Ctrl-C. Without, it skips the checks that need accounts. It waits when the stage limits it, so a
 * whole run against a stage with the usual limits takes half an hour; attacks that would exceed the mail budget are skipped. Exit
 * code: 1 on a finding, 2 if it could not run.
 */
import "../local/answer-help.ts";
import { setTimeout } from "node:timers/promises";
import { type AttackAccounts, createAttackAccounts } from "./attack/attack-accounts.ts";
import { createAttackClient } from "./attack/attack-client.ts";
import type { StageConfig } from "./attack/check.ts";
import { CHECKS, costOf, exitCodeOf, renderResult, runAttack } from "./attack/run-attack.ts";
import { findApiUrl } from "./deployment/find-api.ts";
import { type PoolAccess, readOptions } from "./deployment/read-options.ts";
import { explainError, ScriptError } from "./deployment/script-error.ts";

/** More requests than `clientCredentialsPer5Min` of config/params.yml allows one client. */
const CLIENT_BURST = 150;

/** The exit code that a shell reports after Ctrl-C: 128 plus the number of SIGINT. */
const EXIT_STOPPED = 130;

const LOCAL_ORIGIN = "http://localhost:5173";

const subjects = [...new Set(CHECKS.map(({ subject }) => subject))];

/** @throws ScriptError for an unknown subject */
function readSubjects(text: string | undefined): readonly string[] {
  const named = (text ?? "").split(",").filter((name) => name !== "");
  const unknown = named.filter((name) => !subjects.includes(name));
  if (unknown.length > 0) throw new ScriptError(`There is no ${unknown.join(", ")}: ${subjects.join(", ")}.`);
  return named;
}

async function loadConfig(api: string): Promise<StageConfig> {
  const response = await fetch(`${api}/v1/auth/config`).catch(() => null);
  if (!response?.ok) throw new ScriptError(`Nothing answers at ${api}/v1/auth/config.`);
  return (await response.json()) as StageConfig;
}

/**
 * Ctrl-C ends the run, not the process: an account that is being created can only be removed afterwards. A second Ctrl-C ends the
 * process.
 */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      console.error("Stopping and removing the accounts.");
      stop.abort();
    });
  }
  return stop.signal;
}

async function removeAccounts(accounts: AttackAccounts): Promise<void> {
  const left = await accounts.removeAll();
  if (left.length > 0) console.error(`These accounts could not be removed: ${left.join(", ")}`);
}

async function attack(): Promise<number> {
  const { values, stage, openTarget, openPool } = readOptions({
    api: { type: "string" },
    origin: { type: "string" },
    only: { type: "string" },
    without: { type: "string" },
    samples: { type: "string", default: "20" },
    "no-accounts": { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
  });
  const samples = Number(values.samples);
  if (!Number.isInteger(samples) || samples < 5 || samples > 500) {
    throw new ScriptError("--samples must be a number from 5 to 500.");
  }
  const only = readSubjects(values.only);
  const without = readSubjects(values.without);
  const checks = CHECKS.filter(
    ({ subject, needsAccount }) =>
      (only.length === 0 || only.includes(subject)) &&
      !without.includes(subject) &&
      !(values["no-accounts"] && needsAccount),
  );
  const cost = costOf(checks, { samples });
  console.log(
    `${checks.length} checks: at most ${cost.requests} requests to the API and ${cost.mails} mails to SES's mailbox simulator. Requests that the stage's limits refuse are sent again.`,
  );
  if (values.list) {
    for (const { subject, name } of checks) console.log(`${subject.padEnd(13)} ${name}`);
    return 0;
  }
  if (stage === "prod" && !values.yes) throw new ScriptError("To attack prod, add --yes.");

  const api = (values.api ?? (await findApiUrl(await openTarget()))).replace(/\/+$/, "");
  const config = await loadConfig(api);
  const stop = stopOnSignal();
  const wait = (milliseconds: number) => setTimeout(milliseconds, undefined, { signal: stop });
  const accounts = values["no-accounts"] ? null : await openAccounts(openPool, stop);
  try {
    const results = await runAttack(
      checks,
      {
        client: createAttackClient(api, wait, stop),
        config,
        accounts,
        webOrigin: values.origin ?? (stage === "local" ? LOCAL_ORIGIN : null),
        samples,
        // On a laptop all clients have one address: the stage local does not limit clients.
        clientBurst: stage === "local" ? null : CLIENT_BURST,
        wait,
      },
      (result) => console.log(renderResult(result)),
      stop,
    );
    if (stop.aborted) return EXIT_STOPPED;
    const count = (kind: string) => results.filter(({ verdict }) => verdict.kind === kind).length;
    console.log(`${count("held")} held, ${count("finding")} findings, ${count("skipped")} skipped`);
    return exitCodeOf(results);
  } finally {
    if (accounts !== null) await removeAccounts(accounts);
  }
}

/** Null without credentials to create accounts (it prints that once, and the other checks run), and after Ctrl-C. */
async function openAccounts(openPool: ReturnType<typeof readOptions>["openPool"], stop: AbortSignal) {
  const accounts = await openPool()
    .then((pool: PoolAccess) => createAttackAccounts(pool, stop))
    .catch((error: unknown) => {
      const reason = explainError(error);
      if (reason === null) throw error;
      console.log(`Without accounts: ${reason}`);
      return null;
    });
  if (accounts === null) return null;
  try {
    await accounts.create();
    return accounts;
  } catch (error) {
    await removeAccounts(accounts);
    if (stop.aborted) return null;
    const reason = explainError(error);
    if (reason === null) throw error;
    console.log(`Without accounts: ${reason}`);
    return null;
  }
}

try {
  process.exitCode = await attack();
} catch (error) {
  console.error(`attack: ${explainError(error) ?? (error as Error).stack}`);
  process.exitCode = 2;
}
