import { activityTable } from "../../libs/activity/activity-table.ts";
import { maskEmail } from "../../libs/auth/email.ts";
import { LIMIT_PATIENCE } from "../../libs/aws/signed-request.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { clientNetwork } from "../../libs/limits/client-network.ts";
import { mailboxOf } from "../../libs/limits/mailbox.ts";
import { resendAfter } from "../../libs/limits/resend-after.ts";
import { environment } from "./environment.ts";

/**
 * Where a code goes, by the address in the request and not by the account's, so that the answer is the same whether or not
 * there is one.
 */
export function deliveryTo(email: string) {
  return { medium: "EMAIL" as const, destination: maskEmail(email) };
}

/** Where a code went and, by mail, after which pause to ask again. Mails have a limit per hour, but no pause that grows. */
export function sentTo(email: string) {
  return { delivery: deliveryTo(email), resendAfter: pauseSeconds() };
}

/** The minimum time that a client should let pass between two codes. */
export const pauseSeconds = (): number => environment().OTP_PAUSE_SECONDS;

/** Seconds until this client may ask for another sign-in code, whether or not the address has an account. */
export function secondsToNextOtp(email: string, { ip }: RequestOrigin): Promise<number> {
  const { ACTIVITY_TABLE_NAME, OTP_SENDS_PER_HOUR } = environment();
  return resendAfter(
    activityTable(ACTIVITY_TABLE_NAME, LIMIT_PATIENCE),
    { name: "otp", perHour: OTP_SENDS_PER_HOUR, pauseSeconds: pauseSeconds() },
    [mailboxOf(email), clientNetwork(ip)],
    Date.now(),
  );
}
