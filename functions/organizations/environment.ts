import { TERMS_VARIABLES } from "../../libs/consent/terms.ts";
import { lazyEnvironment, onOff, positiveInteger, text, webAddress } from "../../libs/env.ts";
import { ALERT_VARIABLES } from "../../libs/messages/send-alert.ts";

export const environment = lazyEnvironment({
  USER_POOL_ID: text,
  ACTIVITY_TABLE_NAME: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
  SESSION_TRACKING: onOff,
  ...TERMS_VARIABLES,
  /** If false, the module has no routes. */
  ORGANIZATIONS: onOff,
  /** The page that accepts invitations. */
  INVITATION_PAGE: webAddress,
  /** Per mailbox, as for other mails. */
  MAILS_PER_HOUR: positiveInteger,
  ...ALERT_VARIABLES,
});
