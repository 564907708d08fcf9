import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";

/**
 * Attempts since the last success count until so long after the last of them, in milliseconds: as long as Cognito's own count
 * of wrong passwords, which also starts again after a pause of that length.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export const ATTEMPTS_WINDOW_MS = 15 * 60 * 1000;

/**
 * The API's attestation for a sign-in in which no password is guessed: it starts with a passkey or a code and can't go on with
 * a password, or the API itself makes it with a password that it has just set.
 */
export const NO_GUESS = "sign-in-without-a-guess";

/**
 * A second delivery of a success within this time, in milliseconds, is the same one: Cognito calls a late trigger three times,
 * five seconds each.
 */
const SAME_SUCCESS_MS = 20_000;

/** A counter is stored for a day, which is longer than it counts, so that a failure can still be told from a success. */
const KEPT_MS = 86_400_000;

/** The counter of a user, by the username of the triggers, which stays the same if the address changes. */
const keyOf = (username: string) => limitKey("sign-in", username.toLowerCase());

/** An attempt to sign in, and whether it may go on. */
export type Attempt =
  | {
      readonly isAllowed: true;
      /** Whether the attempt before this one never succeeded. There is no other event for a failure. */
      readonly followsFailure: boolean;
    }
  | { readonly isAllowed: false };

const NOT_BLOCKED = "(attribute_not_exists(#blockedUntil) OR #blockedUntil <= :now)";

/**
 * Counts an attempt of an unknown client. Some pass; others wait until a quarter of an hour after the last that did. The limit,
 * including that of known clients, stays below the five wrong passwords after which Cognito itself locks an account: strangers
 * use it up, and Cognito's count starts again before they may go on.
 *
 * Exactly one conditional write counts each attempt that passes, whatever happens at the same time.
 *
 * @param free how many pass
 * @param now milliseconds since the epoch
 * @throws AwsError or a network error
 */
export async function takeAttempt(
  table: ActivityTable,
  username: string,
  { free }: { readonly free: number },
  now: number,
): Promise<Attempt> {
  const key = keyOf(username);
  const until = now + ATTEMPTS_WINDOW_MS;
  const expiresAt = Math.ceil((until + KEPT_MS) / 1000);
  const beginAnew = () =>
    table.update({
      key,
      expression:
        "SET #before = if_not_exists(#count, :zero), #count = :one, #until = :until, #expiresAt = :expiresAt REMOVE #seen",
      condition: `(attribute_not_exists(#until) OR #until <= :now) AND ${NOT_BLOCKED}`,
      values: { zero: 0, one: 1, now, until, expiresAt },
    });
  const takeNext = () =>
    table.update({
      key,
      expression: "SET #before = #count, #count = #count + :one, #until = :until, #expiresAt = :expiresAt",
      condition: `#until > :now AND #count < :free AND ${NOT_BLOCKED}`,
      values: { one: 1, now, free, until, expiresAt },
    });
  // Of several attempts that find the count expired, one starts it again; the others take from that one.
  const counted: Item | undefined = (await beginAnew()) ?? (await takeNext());
  if (counted === undefined) return { isAllowed: false };
  return { isAllowed: true, followsFailure: Number(counted.before) > 0 };
}

/**
 * Lets an attempt pass that does not count with those of unknown clients, unless the name is blocked. It leaves a mark, so that
 * its success is not taken for a second delivery of another, or for the success of a counted attempt.
 *
 * @param now milliseconds since the epoch
 * @returns false if the name is blocked
 * @throws AwsError or a network error
 */
export async function passUncounted(table: ActivityTable, username: string, now: number): Promise<boolean> {
  const passed = await table.update({
    key: keyOf(username),
    expression: "SET #uncountedAt = :now, #expiresAt = :expiresAt",
    condition: NOT_BLOCKED,
    values: { now, expiresAt: Math.ceil((now + ATTEMPTS_WINDOW_MS + KEPT_MS) / 1000) },
  });
  return passed !== undefined;
}

/**
 * Records a successful sign-in. If the attempt was counted, the count ends; otherwise it stays, or every sign-in of a known
 * client would give a stranger the same number of guesses again. A block stays.
 *
 * @param now milliseconds since the epoch
 * @returns whether this is a new success: it follows an attempt or, if none was recorded, comes a while after the last. A
 *   second delivery is not new; nor is, of two sign-ins under one name at the very same time, the one that ends last
 * @throws AwsError or a network error
 */
export async function noteSuccess(table: ActivityTable, username: string, now: number): Promise<boolean> {
  const key = keyOf(username);
  const expiresAt = Math.ceil((now + KEPT_MS) / 1000);
  const counted = await table.update({
    key,
    expression:
      "SET #count = :zero, #until = :zero, #endedAt = :now, #expiresAt = if_not_exists(#expiresAt, :expiresAt) REMOVE #seen",
    condition:
      "attribute_not_exists(#uncountedAt) AND (attribute_not_exists(#endedAt) OR #endedAt <= :recently OR " +
      "(#count > :zero AND (attribute_not_exists(#seen) OR #count <> #seen)))",
    values: { zero: 0, now, recently: now - SAME_SUCCESS_MS, expiresAt },
  });
  if (counted !== undefined) return true;
  const uncounted = await table.update({
    key,
    // Remembers the count, so that a second delivery finds it unchanged.
    expression: "SET #endedAt = :now, #seen = if_not_exists(#count, :zero) REMOVE #uncountedAt",
    condition: "attribute_exists(#uncountedAt)",
    values: { zero: 0, now },
  });
  return uncounted !== undefined;
}

/**
 * Ends the count of all attempts, because the user has verified the mailbox. A block stays.
 *
 * @param now milliseconds since the epoch
 * @throws AwsError or a network error
 */
export async function endAttempts(table: ActivityTable, username: string, now: number): Promise<void> {
  await table.update({
    key: keyOf(username),
    expression:
      "SET #count = :zero, #until = :zero, #endedAt = :now, #expiresAt = if_not_exists(#expiresAt, :expiresAt) " +
      "REMOVE #seen, #uncountedAt",
    values: { zero: 0, now, expiresAt: Math.ceil((now + KEPT_MS) / 1000) },
  });
}

/**
 * Blocks sign-ins under a name until then, whatever the password: a pause that ends by itself, unlike a disabled account.
 * Sessions stay until they are revoked.
 *
 * @param until milliseconds since the epoch; the present or the past ends a block
 */
export async function blockSignIn(table: ActivityTable, username: string, until: number): Promise<void> {
  await table.update({
    key: keyOf(username),
    expression: "SET #blockedUntil = :until, #expiresAt = :expiresAt",
    values: { until, expiresAt: Math.ceil((until + KEPT_MS) / 1000) },
  });
}
