/**
 * Attacks a stage of one's own, and says what held: forged tokens, other spellings of paths, odd bodies, cookies, origins,
 * answers and times that tell of accounts, guessed codes, limits.
 *
 *     npm run attack -- --stage local
 *     npm run attack -- --stage staging --origin https://staging.example.com
 *
 *     --stage NAME      the stage (needed); `local` is the running stack
 *     --api URL         the API's address; from the stack's output ApiUrl where none is given
 *     --origin URL      an origin of `webOrigins`, for what cookies do
 *     --only SUBJECTS   tokens, paths, headers, bodies, cookies, sessions, enumeration, timing, codes, limits; with commas
 *     --without SUBJECTS
 *     --samples NUMBER  pairs of each measurement of time; 20 by default, and 100 tell smaller differences
 *     --no-accounts     only what needs no account, and so no AWS credentials
 *     --list            what would be done, and nothing else
 *     --yes             needed for the stage prod
 *     --region, --endpoint, --pool-id
 *
 * With AWS credentials of the stage it makes accounts of its own in the pool, addresses of SES's mailbox simulator, and removes
 * them in the end, also after Ctrl-C; without, it skips what needs them. Where the stage limits this client it waits, so that a
 * whole run against a stage with its usual limits takes half an hour; attacks on mails beyond its budget are skipped. It exits with 1 on a finding, with 2 where it could not run.
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

/** More than `clientCredentialsPer5Min` of config/params.yml lets one client send. */
const CLIENT_BURST = 150;

/** As a shell says of what Ctrl-C ended: 128 and the number of SIGINT. */
const EXIT_STOPPED = 130;

const LOCAL_ORIGIN = "http://localhost:5173";

const subjects = [...new Set(CHECKS.map(({ subject }) => subject))];

/** @throws ScriptError for a subject that there is not */
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
 * Ctrl-C ends the run and not the process: an account whose making is under way can only be removed once it is made. A second
 * one ends the process.
 */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      console.error("Stopping, and removing the accounts.");
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
  if (!Number.isInteger(samples) || samples < 5 || samples > 500)
    throw new ScriptError("--samples takes a number from 5 to 500.");
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
    `${checks.length} checks: at most ${cost.requests} requests to the API and ${cost.mails} mails to SES's mailbox simulator. What the stage's limits refuse is sent again.`,
  );
  if (values.list) {
    for (const { subject, name } of checks) console.log(`${subject.padEnd(12)} ${name}`);
    return 0;
  }
  if (stage === "prod" && !values.yes) throw new ScriptError("An attack on prod? Say --yes.");

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
        // On the laptop everybody is one client: the stage local counts none.
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

/** Null where there are no credentials that make accounts: it says so once, and the rest is tried. Null also after Ctrl-C. */
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
