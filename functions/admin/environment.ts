import { ADMIN_MFA_VALUES } from "../../libs/auth/authentication-level.ts";
import { TERMS_VARIABLES } from "../../libs/consent/terms.ts";
import { lazyEnvironment, oneOf, onOff, positiveInteger, text } from "../../libs/env.ts";
import { GROUP_VARIABLES } from "../../libs/groups/group-rules.ts";
import { ALERT_VARIABLES } from "../../libs/messages/send-alert.ts";

export const environment = lazyEnvironment({
  USER_POOL_ID: text,
  ACTIVITY_TABLE_NAME: text,
  FILES_BUCKET: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
  ...TERMS_VARIABLES,
  /** Whether the pool tracks sessions. */
  SESSION_TRACKING: onOff,
  ADMIN_MFA: oneOf(ADMIN_MFA_VALUES),
  ...GROUP_VARIABLES,
  ...ALERT_VARIABLES,
});
