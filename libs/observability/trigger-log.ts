import { withoutUndefined } from "../without-undefined.ts";
import { describeCause, publishFailure } from "./describe-cause.ts";

/** What a trigger logs of its event: where it came from and whose it is. An event may say that its user is unknown. */
export interface TriggerFacts {
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly request?: unknown;
}

/** Usernames in a pool that signs in by e-mail. */
const USER_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a user name may be logged: the id of a user. For an unknown user it is what was typed: an address, or a password in
 * the wrong field. Neither belongs in a log.
 */
function isLoggable(userName: unknown, request: unknown): boolean {
  const isUnknown = request instanceof Object && "userNotFound" in request && request.userNotFound === true;
  return typeof userName === "string" && USER_ID.test(userName) && !isUnknown;
}

/** Writes one JSON line in the format of the modules' logger, which is too large for the bundle of a trigger. */
export function logTrigger(
  level: "INFO" | "ERROR",
  message: string,
  { triggerSource, userPoolId, userName, request }: TriggerFacts,
  values: Readonly<Record<string, unknown>> = {},
): void {
  const line = {
    level,
    message,
    timestamp: new Date().toISOString(),
    service: process.env.POWERTOOLS_SERVICE_NAME,
    triggerSource,
    userPoolId,
    ...(isLoggable(userName, request) ? { userName } : {}),
    ...values,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Logs an error by its name and the frames of its stack: what it says may hold what a user sent. */
export function logTriggerError(message: string, event: TriggerFacts, error: unknown): void {
  publishFailure(error);
  const { name, ...rest } = describeCause(error ?? null, { withStack: true }) ?? { name: "null" };
  const { message: detail, frames, cause: causedBy } = rest;
  logTrigger("ERROR", message, event, { cause: name, ...withoutUndefined({ detail, frames, causedBy }) });
}
