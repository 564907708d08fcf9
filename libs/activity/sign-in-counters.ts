import type { ActivityTable } from "./activity-table.ts";
import { countDaily } from "./count-daily.ts";
import { reportLostWrite } from "./record-event.ts";

/**
 * How users sign in. Cognito does not tell the triggers the method. So the API counts its own sign-ins by their last step, and
 * the pre-token trigger those on the sign-in pages.
 */
export const COUNTED_METHODS = ["password", "passkey", "code", "link", "hosted", "provider"] as const;
export type CountedMethod = (typeof COUNTED_METHODS)[number];

export const methodCounter = (method: CountedMethod) => `sign_in.${method}`;

/** Sign-ins by the API with a second factor. */
export const SECOND_FACTOR_COUNTER = "sign_in.second_factor";

/** Sign-in codes that were used. */
export const OTP_USED = "otp_used";

/** Sign-in links that were sent. The event `otp_sent`, which has the channel, counts them as well. */
export const LINKS_SENT = "otp_sent.link";

/** Sign-in links that were used. */
export const LINKS_USED = "otp_used.link";

const REFUSED_PREFIX = "sign_in_refused.";

export const refusalCounter = (code: string) => `${REFUSED_PREFIX}${code}`;

/** The refusals among a day's counters, by their code. */
export function refusalsIn(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      name.startsWith(REFUSED_PREFIX) ? [[name.slice(REFUSED_PREFIX.length), count]] : [],
    ),
  );
}

/** Counts for the day. Never throws: a statistic must not keep a user from signing in. */
export async function countQuietly(table: ActivityTable, counters: readonly string[]): Promise<void> {
  await countDaily(table, counters, Date.now()).catch((error: unknown) => reportLostWrite("count", error));
}
