import { operation } from "../../operation.ts";
import { applyMfaOptions } from "./apply-mfa-options.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html */
export const setUserSettings = operation("SetUserSettings", ({ MFAOptions }, context) => {
  const { pool, user } = context.caller;
  applyMfaOptions(context, pool, user, MFAOptions);
  return {};
});
