import type { PreAuthenticationTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { countDaily } from "../libs/activity/count-daily.ts";
import type { EventType } from "../libs/activity/event-types.ts";
import { recordEvent, reportLostWrite } from "../libs/activity/record-event.ts";
import { ATTESTATION, redeemAttestation } from "../libs/attestation/attestation.ts";
import { normalizeEmail } from "../libs/auth/email.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { KNOWN_CLIENT } from "../libs/known-clients/known-client-token.ts";
import { knownClientStore } from "../libs/known-clients/known-clients.ts";
import { Refusal } from "../libs/messages/refusals.ts";
import { countMetric } from "../libs/observability/metrics.ts";
import {
  type Attempt,
  NO_GUESS,
  passUncounted,
  takeAttempt,
} from "../libs/sign-in-attempts/sign-in-attempts.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { readTriggerUser } from "../libs/triggers/trigger-user.ts";
import { withoutUndefined } from "../libs/without-undefined.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  SIGN_IN_ATTEMPTS_PER_15_MIN: positiveInteger,
});
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);

/** How often repeated attempts are written into the audit trail, in seconds. The metric counts every attempt. */
const THROTTLED_ONCE_WITHIN = 300;

/**
 * Records the result of an attempt. For an unknown user there is no trail, but a count, which takes the same time: how
 * long a refusal takes must not tell who has an account.
 */
async function note(
  type: EventType,
  event: PreAuthenticationTriggerEvent,
  onceWithin?: number,
): Promise<void> {
  const { sub } = readTriggerUser(event);
  if (sub !== undefined) {
    const { clientId } = event.callerContext ?? {};
    await recordEvent(
      table,
      { type, sub, ...withoutUndefined({ clientId: clientId || undefined }) },
      withoutUndefined({ onceWithin }),
    );
    return;
  }
  countMetric(type, { cause: "unknown_user" });
  try {
    await countDaily(table, [type], Date.now());
  } catch (error) {
    reportLostWrite(type, error);
  }
}

/** Takes an attempt of a known client's own; undefined where the client is not known for this account. */
async function takeOwnAttempt(
  event: PreAuthenticationTriggerEvent,
  now: number,
): Promise<Attempt | undefined> {
  const token = event.request.validationData?.[KNOWN_CLIENT];
  const { sub } = readTriggerUser(event);
  if (sub === undefined) return undefined;
  const own = await knownClientStore(table).takeAttempt(token, sub, now);
  if (own === undefined) return undefined;
  return (await passUncounted(table, event.userName, now))
    ? { isAllowed: true, ...own }
    : { isAllowed: false };
}

/** Passes a sign-in that our API vouches for: nothing can be guessed in it, or its guesses are counted elsewhere. */
async function passWithoutGuess(
  event: PreAuthenticationTriggerEvent,
  now: number,
): Promise<Attempt | undefined> {
  const attestation = event.request.validationData?.[ATTESTATION];
  // For an unknown user the given name is the address.
  const subject = readTriggerUser(event).email ?? normalizeEmail(event.userName);
  const isAttested = await redeemAttestation(table, { purpose: NO_GUESS, subject, attestation }, now);
  if (!isAttested) return undefined;
  const isAllowed = await passUncounted(table, event.userName, now);
  return isAllowed ? { isAllowed, followsFailure: false } : { isAllowed };
}

/**
 * Throttles the attempts to sign in under a name, known or unknown, and refuses blocked names. Three
 * kinds are counted apart, so that a stranger's guesses do not keep the owner out (docs/adr/0024): those of a client that has
 * signed in to this account before, which has a few of its own; those that our API began without a password, by passkey or
 * code; and all others, by name.
 *
 * A failed password shows only because no success follows: the next attempt records the failure.
 *
 * If the table does not answer, sign-ins continue: Cognito's own lock after wrong passwords stays.
 *
 * If Cognito calls it twice for one attempt, it counts two, and the first as failed: the event has no id and no time, so a
 * second attempt looks the same. Failures are therefore recorded without `onceWithin`, which other triggers use against
 * duplicates: it would keep a false failure if none came before it, and drop true failures of a fast attacker, in the trail and
 * in the metric of an alarm. So the count errs on the strict side, and rarely: Cognito calls again only after five seconds, and
 * this trigger answers within three, so that only a start of two seconds makes it late.
 *
 * @throws Refusal `tooManySignIns`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 */
export const handler = triggerHandler<PreAuthenticationTriggerEvent>({
  onFailure: "go on",
  run: async (event) => {
    const now = Date.now();
    const attempt =
      (await takeOwnAttempt(event, now)) ??
      (await passWithoutGuess(event, now)) ??
      (await takeAttempt(table, event.userName, { free: environment.SIGN_IN_ATTEMPTS_PER_15_MIN }, now));
    if (!attempt.isAllowed) {
      await note("sign_in_throttled", event, THROTTLED_ONCE_WITHIN);
      throw new Refusal("tooManySignIns");
    }
    if (attempt.followsFailure) await note("sign_in_failed", event);
  },
});
