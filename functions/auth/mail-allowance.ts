import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { activityTable } from "../../libs/activity/activity-table.ts";
import { ATTESTATION, issueAttestation } from "../../libs/attestation/attestation.ts";
import { normalizeEmail } from "../../libs/auth/email.ts";
import { LIMIT_PATIENCE } from "../../libs/aws/signed-request.ts";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { isTrue } from "../../libs/cognito/is-true.ts";
import { type MailPurpose, SIGN_UP_MAIL, takeMail } from "../../libs/limits/take-mail.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { environment } from "./environment.ts";

const table = () => activityTable(environment().ACTIVITY_TABLE_NAME, LIMIT_PATIENCE);

interface MailTarget {
  readonly status: string | undefined;
  readonly isEnabled: boolean;
  readonly isVerified: boolean;
}

/** Takes one mail from the mailbox's budget. */
export function takeMailTo(purpose: MailPurpose, email: string): Promise<boolean> {
  const perHour = environment().MAILS_PER_HOUR;
  return takeMail(table(), { purpose, perHour }, { email }, Date.now());
}

/**
 * Whether Cognito may mail an account. The mailbox's budget is charged only if an account would be mailed: otherwise a stranger
 * could use it up with made-up addresses (`owner+1@…`), without a single mail. If the budget is used up, Cognito is not asked,
 * so that the last code stays valid. The look-up takes time; the route's floor hides it.
 */
export async function mayMailAccount(
  purpose: MailPurpose,
  email: string,
  isMailed: (account: MailTarget) => boolean,
): Promise<boolean> {
  const user = await attemptCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: email }),
    ["UserNotFoundException"],
  );
  if (user === undefined) return true;
  const account: MailTarget = {
    status: user.UserStatus,
    isEnabled: user.Enabled === true,
    isVerified:
      user.UserAttributes?.some(({ Name, Value }) => Name === "email_verified" && isTrue(Value)) === true,
  };
  return !isMailed(account) || (await takeMailTo(purpose, email));
}

/**
 * Tells the pre-sign-up trigger that this sign-up has been charged for its mail, so that it is not counted twice. Without it,
 * as when the table does not answer, the trigger counts the sign-up as one by an SDK.
 */
export async function signUpMetadata(email: string): Promise<Record<string, string>> {
  try {
    const statement = { purpose: SIGN_UP_MAIL, subject: normalizeEmail(email) };
    return { [ATTESTATION]: await issueAttestation(table(), statement, Date.now()) };
  } catch {
    countMetric("limit_unavailable", { cause: SIGN_UP_MAIL });
    return {};
  }
}
