import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { makeSecret } from "./one-time-code.ts";

/** So many in an hour, and a pause after each that is twice the one before. */
export interface SendLimit {
  /** What is limited, such as `otp-send-user`; a part of the key. */
  readonly name: string;
  readonly perHour: number;
  /** The first pause, in seconds. */
  readonly pauseSeconds: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** Whose limit, and who takes from it. */
export interface Taking {
  /** A user's id, an address; only its digest is kept. */
  readonly subject: string;
  /** The caller's own, to know its own write by. */
  readonly mark: string;
}

export const makeMark = (): string => makeSecret();

/**
 * Gives back what was taken, where no message can follow: for a caller that does not know whether its write came through, too. Without
 * this a user who was told "try again" would be made to wait, in silence. The next pause stays the longer one.
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
    // Without its mark, or a second try after a lost answer would give back twice.
    expression: "SET #count = #count - :one, #nextAt = :now, #takenBy = :none",
    condition: "#takenBy = :mine",
    values: { one: 1, now, mine: mark, none: "" },
  });
}

/**
 * Takes one message from a limit: one conditional write, so that of any number of callers at the same time one gets it.
 * The hour begins with its first message; a new one needs a second write.
 *
 * A write whose answer was lost is sent again, and finds what it wrote itself. It knows its own mark and still gets the message, or a
 * lost answer would cost the user the code. Such a message counts twice.
 *
 * @returns false where no message may be sent now
 * @throws AwsError or a network error: then it may have been taken, see {@link giveBackSend}
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
      // Values on the right are those before: the pause that was due now, and twice of it the next time.
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
      // The last pause goes on into the new hour.
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
