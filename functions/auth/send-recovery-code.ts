import { RECOVERY_MINUTES } from "../../libs/account/recovery-store.ts";
import { MODULE_PATIENCE } from "../../libs/aws/signed-request.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { brandOf } from "../../libs/messages/brand.ts";
import { chooseLanguage } from "../../libs/messages/language.ts";
import { renderOtpMail } from "../../libs/messages/otp-message.ts";
import { sendEmail } from "../../libs/messages/send-email.ts";
import { logger } from "../../libs/observability/logger.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { environment } from "./environment.ts";
import type { RecoverableAccount } from "./load-recoverable-account.ts";

/**
 * Mails the code of a recovery to the account's address, never to the one in a request. An unverified address gets no mail, and
 * the answer does not tell.
 *
 * @throws ApiError `code_delivery_failed`
 */
export async function sendRecoveryCode(
  code: string,
  { verifiedEmail, locale }: RecoverableAccount,
): Promise<void> {
  const values = environment();
  if (verifiedEmail === undefined) {
    logger.info("recovery code not sent", { reason: "address not verified" });
    return;
  }
  const language = chooseLanguage([locale], values.DEFAULT_LANGUAGE);
  const mail = renderOtpMail({ language, brand: brandOf(values), code, minutes: RECOVERY_MINUTES });
  try {
    await sendEmail({ to: verifiedEmail, ...mail }, { from: values.MAIL_FROM, patience: MODULE_PATIENCE });
  } catch (error) {
    countMetric("message_failed", { cause: "recovery" });
    throw new ApiError("code_delivery_failed", { cause: error });
  }
}
