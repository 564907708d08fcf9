import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";

/** Attempts since the last success are counted for so long from the first of them, in milliseconds. */
export const ATTEMPTS_WINDOW_MS = 15 * 60 * 1000;

/** The wait after the first attempt too many; each further one doubles it. */
const FIRST_DELAY_MS = 15_000;

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

const NAMES = {
  count: "count",
  before: "before",
  until: "until",
  notBefore: "notBefore",
  delay: "delay",
  blockedUntil: "blockedUntil",
  endedAt: "endedAt",
  expiresAt: "expiresAt",
} as const;

const named = (...used: (keyof typeof NAMES)[]) =>
  Object.fromEntries(used.map((name) => [name, NAMES[name]]));

/**
 * Counts an attempt. So many in a quarter of an hour pass freely; from then on each has to wait, first 15 seconds and then
 * twice as long each time, so that in a quarter of an hour no more than six pass beyond. Waiting, not locking: whoever tries
 * somebody else's name again and again keeps them waiting for minutes, and a password reset ends even that.
 *
 * Each attempt that passes is counted by exactly one conditional write, whatever comes at the same time. The first of a
 * quarter of an hour, which most are, takes one write; others take up to three.
 *
 * @param free how many pass freely
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
  const beginAnew = () =>
    table.update({
      key,
      expression:
        "SET #before = if_not_exists(#count, :zero), #count = :one, #until = :until, #notBefore = :now, " +
        "#delay = :delay, #expiresAt = :expiresAt",
      condition: `(attribute_not_exists(#until) OR #until <= :now) AND ${NOT_BLOCKED}`,
      names: named("count", "before", "until", "notBefore", "delay", "blockedUntil", "expiresAt"),
      values: {
        zero: 0,
        one: 1,
        now,
        until,
        delay: FIRST_DELAY_MS,
        expiresAt: Math.ceil((until + KEPT_MS) / 1000),
      },
    });
  const takeFree = () =>
    table.update({
      key,
      expression: "SET #before = #count, #count = #count + :one",
      condition: `#until > :now AND #count < :free AND ${NOT_BLOCKED}`,
      names: named("count", "before", "until", "blockedUntil"),
      values: { one: 1, now, free },
    });
  const takeDelayed = () =>
    table.update({
      key,
      expression:
        "SET #before = #count, #count = #count + :one, #notBefore = :now + #delay, #delay = #delay + #delay",
      condition: `#until > :now AND #count >= :free AND #notBefore <= :now AND ${NOT_BLOCKED}`,
      names: named("count", "before", "until", "notBefore", "delay", "blockedUntil"),
      values: { one: 1, now, free },
    });
  const counted: Item | undefined = (await beginAnew()) ?? (await takeFree()) ?? (await takeDelayed());
  if (counted === undefined) return { isAllowed: false };
  return { isAllowed: true, followsFailure: Number(counted.before) > 0 };
}

/**
 * Ends the count: the user has signed in, or has proved their mailbox. A block stays.
 *
 * @returns whether this is a success of its own: one that follows an attempt or, where no attempt was counted, comes a
 *   while after the last. A second delivery of the same one is not; nor is, of two sign-ins under one name at the very same
 *   time, the one that ends last.
 * @throws AwsError or a network error
 */
export async function endAttempts(table: ActivityTable, username: string, now: number): Promise<boolean> {
  const ended = await table.update({
    key: keyOf(username),
    expression:
      "SET #count = :zero, #until = :zero, #endedAt = :now, #expiresAt = if_not_exists(#expiresAt, :expiresAt)",
    condition: "attribute_not_exists(#endedAt) OR #count > :zero OR #endedAt <= :recently",
    names: named("count", "until", "endedAt", "expiresAt"),
    values: {
      zero: 0,
      now,
      recently: now - SAME_SUCCESS_MS,
      expiresAt: Math.ceil((now + KEPT_MS) / 1000),
    },
  });
  return ended !== undefined;
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
    names: named("blockedUntil", "expiresAt"),
    values: { until, expiresAt: Math.ceil((until + KEPT_MS) / 1000) },
  });
}
