import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { makeSecret } from "./one-time-code.ts";

/** A maximum per hour, and a pause after each message that doubles. */
export interface SendLimit {
  /** What is limited, such as `otp-send-user`; a part of the key. */
  readonly name: string;
  readonly perHour: number;
  /** The first pause, in seconds. */
  readonly pauseSeconds: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** The subject of a limit, and the caller. */
export interface Taking {
  /** A user's id or an address; only its digest is stored. */
  readonly subject: string;
  /** Identifies the caller's own write. */
  readonly mark: string;
}

export const makeMark = (): string => makeSecret();

/**
 * Refunds a charge if no message can follow, also if the caller does not know whether its write succeeded. Otherwise a user who
 * was told "try again" would have to wait without knowing. The next pause stays the longer one.
 *
 * @throws AwsError or a network error
 */
export async function giveBackSend(
  table: ActivityTable,
  { name }: SendLimit,
  { subject, mark }: Taking,
  now: number,
): Promise<void> {
  await table.update({
    key: limitKey(name, subject),
    // Without the mark, a retry after a lost answer would refund twice.
    expression: "SET #count = #count - :one, #nextAt = :now, #takenBy = :none",
    condition: "#takenBy = :mine",
    values: { one: 1, now, mine: mark, none: "" },
  });
}

/**
 * Takes one message from a limit by one conditional write, so that only one of several concurrent callers gets it. The hour
 * starts with its first message; a new hour needs a second write.
 *
 * A write whose answer was lost is sent again, and recognizes its own first write by the mark: otherwise a lost answer would
 * cost the user the code. Such a message counts twice.
 *
 * @returns false if no message may be sent now
 * @throws AwsError or a network error: then it may have been charged, see {@link giveBackSend}
 */
export async function takeSend(
  table: ActivityTable,
  { name, perHour, pauseSeconds }: SendLimit,
  { subject, mark: mine }: Taking,
  now: number,
): Promise<boolean> {
  const key = limitKey(name, subject);
  const takeOne = () =>
    table.update({
      key,
      // Values on the right are the old ones: the pause that was due now, and twice as long the next time.
      expression:
        "SET #count = #count + :one, #nextAt = #pause + :now, #pause = #pause + #pause, #takenBy = :mine",
      condition: "(#until > :now AND #count < :max AND #nextAt <= :now) OR #takenBy = :mine",
      values: { one: 1, now, max: perHour, mine },
    });
  const pause = pauseSeconds * 1000;
  const until = now + HOUR_MS;
  const beginAnew = () =>
    table.update({
      key,
      expression:
        "SET #count = :one, #until = :until, #nextAt = :nextAt, #pause = :pause, #expiresAt = :expiresAt, " +
        "#takenBy = :mine",
      // The last pause continues into the new hour.
      condition: "attribute_not_exists(#until) OR (#until <= :now AND #nextAt <= :now) OR #takenBy = :mine",
      values: {
        one: 1,
        now,
        until,
        nextAt: now + pause,
        pause: 2 * pause,
        expiresAt: Math.ceil((2 * HOUR_MS + until) / 1000),
        mine,
      },
    });
  return ((await takeOne()) ?? (await beginAnew())) !== undefined;
}
