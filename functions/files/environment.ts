import { ADMIN_MFA_VALUES } from "../../libs/auth/authentication-level.ts";
import { TERMS_VARIABLES } from "../../libs/consent/terms.ts";
import { commaList, lazyEnvironment, oneOf, onOff, positiveInteger, text } from "../../libs/env.ts";

/** More than S3 lists at a time could not be counted. */
const filesPerUser = (value: string | undefined): number => {
  const count = positiveInteger(value);
  if (count > 1000) throw new Error("is greater than 1000");
  return count;
};

export const environment = lazyEnvironment({
  FILES_BUCKET: text,
  FILES_MAX_BYTES: positiveInteger,
  FILES_TYPES: commaList,
  FILES_QUOTA_BYTES: positiveInteger,
  FILES_MAX_COUNT: filesPerUser,
  AVATAR_MAX_BYTES: positiveInteger,
  ACTIVITY_TABLE_NAME: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
  ...TERMS_VARIABLES,
  /** Whether the pool tracks sessions. */
  SESSION_TRACKING: onOff,
  ADMIN_MFA: oneOf(ADMIN_MFA_VALUES),
});
