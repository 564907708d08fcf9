import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";

/**
 * Attempts since the last success count for so long after the last of them, in milliseconds: as long as Cognito's own count of
 * wrong passwords, which begins anew after as much quiet.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export const ATTEMPTS_WINDOW_MS = 15 * 60 * 1000;

/**
 * What our API attests of a sign-in in which no password is guessed: it begins with a passkey or a code and can't go on with a
 * password, or the API itself makes it with one that it has just set.
 */
export const NO_GUESS = "sign-in-without-a-guess";

/** A success that is told again so soon is the same one: Cognito calls a late trigger three times, five seconds each. */
const SAME_SUCCESS_MS = 20_000;

/** A counter is kept for longer than it counts, so that a failure can still be told from a success: a day. */
const KEPT_MS = 86_400_000;

/** The counter of a user, by the name that triggers have for them: whoever changes their address keeps it. */
const keyOf = (username: string) => limitKey("sign-in", username.toLowerCase());

/** An attempt to sign in, and whether it may go on. */
export type Attempt =
  | {
      readonly isAllowed: true;
      /** Whether the attempt before this one never came to a success. There is no event for a failure but that. */
      readonly followsFailure: boolean;
    }
  | { readonly isAllowed: false };

const NOT_BLOCKED = "(attribute_not_exists(#blockedUntil) OR #blockedUntil <= :now)";

/**
 * Counts an attempt of a client that is not known. So many pass; further ones wait until a quarter of an hour after the last
 * that did. The limit stays below the five wrong passwords after which Cognito itself locks an account, for known clients as
 * well: strangers use it up, and Cognito's count begins anew before they may go on.
 *
 * Each attempt that passes is counted by exactly one conditional write, whatever comes at the same time.
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
  // Of many that find the count run out, one begins it anew; the others take from that one.
  const counted: Item | undefined = (await beginAnew()) ?? (await takeNext());
  if (counted === undefined) return { isAllowed: false };
  return { isAllowed: true, followsFailure: Number(counted.before) > 0 };
}

/**
 * Lets an attempt pass that is not counted with those of unknown clients, unless the name is blocked. It leaves a mark, by
 * which its success is told from a second delivery of another, and from a success of an attempt that was counted.
 *
 * @param now milliseconds since the epoch
 * @returns false where the name is blocked
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
 * Notes a sign-in. That of an attempt that was counted ends the count; another leaves it, or every sign-in of a known client
 * would give a stranger as many guesses again. A block stays.
 *
 * @param now milliseconds since the epoch
 * @returns whether this is a success of its own: one that follows an attempt or, where no attempt was noted, comes a
 *   while after the last. A second delivery of the same one is not; nor is, of two sign-ins under one name at the very same
 *   time, the one that ends last.
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
    // The count as it was: a second delivery finds it unchanged.
    expression: "SET #endedAt = :now, #seen = if_not_exists(#count, :zero) REMOVE #uncountedAt",
    condition: "attribute_exists(#uncountedAt)",
    values: { zero: 0, now },
  });
  return uncounted !== undefined;
}

/**
 * Ends the count, no matter who made the attempts: the user has verified the mailbox. A block stays.
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
 * Lets nobody sign in under a name until then, whatever the password: a pause that ends by itself, unlike a disabled
 * account. Sessions go on until they are revoked.
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
