import { commaList, lazyEnvironment, optionalText, positiveInteger, text } from "../../libs/env.ts";
import { ALERT_VARIABLES } from "../../libs/messages/send-alert.ts";

export const environment = lazyEnvironment({
  USER_POOL_ID: text,
  ACTIVITY_TABLE_NAME: text,
  FILES_BUCKET: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
  SMS_COUNTRIES: commaList,
  POOL_SENDS_TEXTS: optionalText,
  ...ALERT_VARIABLES,
});
