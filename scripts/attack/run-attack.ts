/** Runs the checks one after the other and reports each result. */

import { nameOfError } from "../../libs/observability/describe-cause.ts";
import { ClientLimited } from "./attack-client.ts";
import { bodyChecks } from "./bodies.ts";
import { type AttackContext, type Check, skipped, type Verdict } from "./check.ts";
import { codeChecks } from "./codes.ts";
import { cookieChecks } from "./cookies.ts";
import { enumerationChecks, timingChecks } from "./enumeration.ts";
import { headerChecks } from "./headers.ts";
import { limitChecks } from "./limits.ts";
import { linkChecks } from "./links.ts";
import { organizationChecks } from "./organizations.ts";
import { pathChecks } from "./paths.ts";
import { registrationChecks } from "./registration.ts";
import { sessionChecks } from "./sessions.ts";
import { SignInFailed } from "./sign-in.ts";
import { tokenChecks } from "./tokens.ts";

/** Attacks on limits come last: they use up budgets that other checks need. */
export const CHECKS: readonly Check[] = [
  ...tokenChecks,
  ...pathChecks,
  ...headerChecks,
  ...bodyChecks,
  ...cookieChecks,
  ...sessionChecks,
  ...linkChecks,
  ...organizationChecks,
  ...registrationChecks,
  ...enumerationChecks,
  ...timingChecks,
  ...codeChecks,
  ...limitChecks,
];

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
}

/** The most requests and mails that a run causes. */
export function costOf(checks: readonly Check[], context: Pick<AttackContext, "samples">) {
  const costs = checks.map((check) => check.cost(context));
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    mails: costs.reduce((sum, { mails }) => sum + mails, 0),
  };
}

/** A check that could not run is skipped, with the reason: it must not look like one that held. */
async function verdictOf(check: Check, context: AttackContext): Promise<Verdict> {
  try {
    return await check.run(context);
  } catch (error) {
    if (error instanceof ClientLimited || error instanceof SignInFailed) return skipped(error.message);
    // Only the name: an error's message may contain what was sent.
    return skipped(`it could not run: ${nameOfError(error)}`);
  }
}

/**
 * @param onResult called with each result
 * @param signal ends the run after the current request; the check that sent it gets no result
 */
export async function runAttack(
  checks: readonly Check[],
  context: AttackContext,
  onResult: (result: Result) => void = () => {},
  signal?: AbortSignal,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    const result = { check, verdict: await verdictOf(check, context) };
    if (signal?.aborted) break;
    results.push(result);
    onResult(result);
  }
  return results;
}

/** One line of the report. */
export function renderResult({ check, verdict }: Result): string {
  const word = { held: "held", finding: "FINDING", skipped: "skipped" }[verdict.kind];
  const reason = verdict.kind === "finding" ? verdict.detail : verdict.kind === "skipped" ? verdict.why : "";
  return `${word.padEnd(8)} ${check.subject.padEnd(13)} ${check.name}${reason === "" ? "" : `\n${" ".repeat(23)}${reason}`}`;
}

/** 1 on a finding, 2 if no check could run, 0 otherwise. */
export function exitCodeOf(results: readonly Result[]): 0 | 1 | 2 {
  if (results.some(({ verdict }) => verdict.kind === "finding")) return 1;
  return results.some(({ verdict }) => verdict.kind === "held") ? 0 : 2;
}
