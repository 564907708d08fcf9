import { REFUSALS } from "../messages/refusals.ts";
import { logTrigger } from "../observability/trigger-log.ts";
import { loggedFacts } from "./logged-facts.ts";

/**
 * What a trigger of ours says for an error: the public refusal that it is, or that codes are not available, for whatever
 * else went wrong. That is logged by its name alone.
 */
export function refusalOf(error: unknown, event: Parameters<typeof loggedFacts>[0]): Error {
  if (error instanceof Error && error.message === REFUSALS.signInOver) return error;
  const cause = error instanceof Error ? error.name : typeof error;
  logTrigger("ERROR", "sign-in by code failed", loggedFacts(event), { cause });
  return new Error(REFUSALS.codesUnavailable);
}
