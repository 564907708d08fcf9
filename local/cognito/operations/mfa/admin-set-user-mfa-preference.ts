import { operation } from "../../operation.ts";
import { applyMfaPreference } from "./apply-mfa-preference.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMFAPreference = operation("AdminSetUserMFAPreference", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  applyMfaPreference(context, pool, context.users.require(pool, input.Username), input);
  return {};
});
