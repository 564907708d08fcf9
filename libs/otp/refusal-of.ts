import { Refusal } from "../messages/refusals.ts";
import { logTriggerError } from "../observability/trigger-log.ts";
import { loggedFacts } from "./logged-facts.ts";

/**
 * What a trigger of ours says for an error: the public refusal that it is, or that codes are not available, for whatever
 * else went wrong. That is logged without its text.
 */
export function refusalOf(error: unknown, event: Parameters<typeof loggedFacts>[0]): Error {
  if (error instanceof Refusal) return error;
  logTriggerError("sign-in by code failed", loggedFacts(event), error);
  return new Refusal("codesUnavailable");
}
