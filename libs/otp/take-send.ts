import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";

/** So many in an hour, and a pause after each that is twice the one before. */
export interface SendLimit {
  /** What is limited, such as `otp-send-user`; a part of the key. */
  readonly name: string;
  readonly perHour: number;
  /** The first pause, in seconds. */
  readonly pauseSeconds: number;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * Takes one message from a limit: one conditional write, so that of any number of callers at the same time one gets it.
 * The hour begins with its first message; a new one needs a second write.
 *
 * @param subject whose limit: a user's id, an address; only its digest is kept
 * @returns false where no message may be sent now
 */
export async function takeSend(
  table: ActivityTable,
  { name, perHour, pauseSeconds }: SendLimit,
  subject: string,
  now: number,
): Promise<boolean> {
  const key = limitKey(name, subject);
  const names = { count: "count", until: "until", nextAt: "nextAt", pause: "pause" };
  const takeOne = () =>
    table.update({
      key,
      // Values on the right are those before: the pause that was due now, and twice of it the next time.
      expression: "SET #count = #count + :one, #nextAt = #pause + :now, #pause = #pause + #pause",
      condition: "#until > :now AND #count < :most AND #nextAt <= :now",
      names,
      values: { one: 1, now, most: perHour },
    });
  const pause = pauseSeconds * 1000;
  const until = now + HOUR_MS;
  const beginAnew = () =>
    table.update({
      key,
      expression:
        "SET #count = :one, #until = :until, #nextAt = :nextAt, #pause = :pause, #expiresAt = :expiresAt",
      // The last pause goes on into the new hour.
      condition: "attribute_not_exists(#until) OR (#until <= :now AND #nextAt <= :now)",
      names: { ...names, expiresAt: "expiresAt" },
      values: {
        one: 1,
        now,
        until,
        nextAt: now + pause,
        pause: 2 * pause,
        expiresAt: Math.ceil((2 * HOUR_MS + until) / 1000),
      },
    });
  return ((await takeOne()) ?? (await beginAnew())) !== undefined;
}
