/** Runs the checks one after the other and says how each ended. */

import { ClientLimited } from "./attack-client.ts";
import { bodyChecks } from "./bodies.ts";
import { type AttackContext, type Check, skipped, type Verdict } from "./check.ts";
import { codeChecks } from "./codes.ts";
import { cookieChecks } from "./cookies.ts";
import { enumerationChecks, timingChecks } from "./enumeration.ts";
import { headerChecks } from "./headers.ts";
import { limitChecks } from "./limits.ts";
import { pathChecks } from "./paths.ts";
import { sessionChecks } from "./sessions.ts";
import { SignInFailed } from "./sign-in.ts";
import { tokenChecks } from "./tokens.ts";

/** Attacks on limits come last: what they use up, others need. */
export const CHECKS: readonly Check[] = [
  ...tokenChecks,
  ...pathChecks,
  ...headerChecks,
  ...bodyChecks,
  ...cookieChecks,
  ...sessionChecks,
  ...enumerationChecks,
  ...timingChecks,
  ...codeChecks,
  ...limitChecks,
];

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
}

/** What a run will cause, at most. */
export function costOf(checks: readonly Check[], context: Pick<AttackContext, "samples">) {
  const costs = checks.map((check) => check.cost(context));
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    mails: costs.reduce((sum, { mails }) => sum + mails, 0),
  };
}

/** A check that could not be made is skipped, and says why: it must not look like one that held. */
async function verdictOf(check: Check, context: AttackContext): Promise<Verdict> {
  try {
    return await check.run(context);
  } catch (error) {
    if (error instanceof ClientLimited || error instanceof SignInFailed) return skipped(error.message);
    // The name alone: the text of an error may hold what was sent.
    return skipped(`it could not be made: ${error instanceof Error ? error.name : typeof error}`);
  }
}

/**
 * @param onResult told of each as it ends
 * @param signal ends the run with the request that is under way; the check that it belongs to has no result
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

/** One line of the table. */
export function renderResult({ check, verdict }: Result): string {
  const word = { held: "held", finding: "FINDING", skipped: "skipped" }[verdict.kind];
  const reason = verdict.kind === "finding" ? verdict.detail : verdict.kind === "skipped" ? verdict.why : "";
  return `${word.padEnd(8)} ${check.subject.padEnd(12)} ${check.name}${reason === "" ? "" : `\n${" ".repeat(22)}${reason}`}`;
}

/** 1 on a finding, 2 where nothing at all could be tried, 0 otherwise. */
export function exitCodeOf(results: readonly Result[]): 0 | 1 | 2 {
  if (results.some(({ verdict }) => verdict.kind === "finding")) return 1;
  return results.some(({ verdict }) => verdict.kind === "held") ? 0 : 2;
}
