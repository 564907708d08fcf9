import { TERMS_VARIABLES } from "../../libs/consent/terms.ts";
import {
  commaList,
  lazyEnvironment,
  listOf,
  onOff,
  optionalText,
  positiveInteger,
  text,
} from "../../libs/env.ts";
import { ALERT_VARIABLES } from "../../libs/messages/send-alert.ts";
import { PASSWORD_VARIABLES } from "../../libs/passwords/check-new-password.ts";
import { FACTORS } from "../../libs/schemas/mfa.ts";

export const environment = lazyEnvironment({
  USER_POOL_ID: text,
  ACTIVITY_TABLE_NAME: text,
  /** The minimum time of an answer that must not tell whether an address has an account. */
  ANSWER_MILLISECONDS: positiveInteger,
  FILES_BUCKET: text,
  /** The second factors that the pool offers. */
  SECOND_FACTORS: listOf(FACTORS),
  REAUTHENTICATION_SECONDS: positiveInteger,
  ...TERMS_VARIABLES,
  /** Whether the pool tracks sessions. */
  SESSION_TRACKING: onOff,
  /** The first pause between two codes. */
  OTP_PAUSE_SECONDS: positiveInteger,
  SMS_COUNTRIES: commaList,
  POOL_SENDS_TEXTS: optionalText,
  ...PASSWORD_VARIABLES,
  ...ALERT_VARIABLES,
});
