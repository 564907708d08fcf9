import { MODULE_PATIENCE } from "../../libs/aws/signed-request.ts";
import { takeMail } from "../../libs/limits/take-mail.ts";
import { brandOf } from "../../libs/messages/brand.ts";
import { chooseLanguage, type Language } from "../../libs/messages/language.ts";
import { renderOrganizationInvitation } from "../../libs/messages/organization-invitation.ts";
import { sendEmail } from "../../libs/messages/send-email.ts";
import { INVITATION_DAYS } from "../../libs/organizations/member-changes.ts";
import { environment } from "./environment.ts";
import { table } from "./membership.ts";

interface Invited {
  readonly email: string;
  readonly token: string;
  /** Its name. */
  readonly organization: string;
  /** Of the mail; undefined for the deployment's. */
  readonly language: Language | undefined;
}

/**
 * Mails an invitation, unless its mailbox has used up its budget of them: its owner decides, and the sender does not learn of it.
 *
 * @throws AwsError or a network error
 */
export async function sendInvitation({
  email,
  token,
  organization,
  language: wanted,
}: Invited): Promise<void> {
  const { MAIL_FROM: from, MAILS_PER_HOUR: perHour, DEFAULT_LANGUAGE, INVITATION_PAGE } = environment();
  if (!(await takeMail(table(), { purpose: "organization", perHour }, { email }, Date.now()))) return;
  const mail = renderOrganizationInvitation({
    language: chooseLanguage([wanted], DEFAULT_LANGUAGE),
    brand: brandOf(environment()),
    organization,
    days: INVITATION_DAYS,
    // In the fragment, which browsers send to no server (RFC 9110 §7.1).
    link: `${INVITATION_PAGE}#token=${token}`,
  });
  await sendEmail({ to: email, ...mail }, { from, patience: MODULE_PATIENCE });
}
