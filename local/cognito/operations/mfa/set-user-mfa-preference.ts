import { operation } from "../../operation.ts";
import { applyMfaPreference } from "./apply-mfa-preference.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMFAPreference = operation("SetUserMFAPreference", (input, context) => {
  const { pool, user } = context.caller;
  applyMfaPreference(context, pool, user, input);
  return {};
});
