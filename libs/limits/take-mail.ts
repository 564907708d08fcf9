import { randomBytes } from "node:crypto";
import type { ActivityTable } from "../activity/activity-table.ts";
import { takeOnceFromLimit } from "../activity/take-once-from-limit.ts";
import { countMetric } from "../observability/metrics.ts";
import { mailboxOf } from "./mailbox.ts";

/**
 * The purpose of a mail. Each has its own budget: a used-up budget means that the mailbox holds a mail of this kind that still
 * works. With one budget for all, a stranger's sign-ups would keep the owner from a reset code.
 */
export type MailPurpose = "confirm" | "reset" | "organization";

/**
 * The purpose of the attestation with which the API tells the pre-sign-up trigger that a sign-up has been charged for its mail.
 */
export const SIGN_UP_MAIL = "sign-up-mail";

const HOUR_SECONDS = 60 * 60;

interface MailBudget {
  readonly purpose: MailPurpose;
  readonly perHour: number;
}

interface MailRequest {
  readonly email: string;
  /** The id of an event that may be delivered twice: it takes one mail. */
  readonly once?: string;
}

/**
 * Takes one mail from the budget of a mailbox ({@link mailboxOf}).
 *
 * @param now milliseconds since the epoch
 * @returns whether the mail may be sent. Also true if the table does not answer (counted as `limit_unavailable`): that must not
 *   keep a user from a reset, and Cognito has its own limits
 */
export async function takeMail(
  table: ActivityTable,
  { purpose, perHour }: MailBudget,
  { email, once }: MailRequest,
  now: number,
): Promise<boolean> {
  const limit = { name: `mail-${purpose}`, max: perHour, seconds: HOUR_SECONDS };
  const subject = mailboxOf(email);
  try {
    const token = once ?? randomBytes(9).toString("base64url");
    const isLeft = await takeOnceFromLimit(table, limit, { subject, token }, now);
    if (!isLeft) countMetric("mail_withheld", { cause: purpose }, now);
    return isLeft;
  } catch {
    countMetric("limit_unavailable", { cause: `mail-${purpose}` }, now);
    return true;
  }
}
