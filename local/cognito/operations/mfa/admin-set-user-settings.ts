import { operation } from "../../operation.ts";
import { applyMfaOptions } from "./apply-mfa-options.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserSettings.html */
export const adminSetUserSettings = operation("AdminSetUserSettings", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  applyMfaOptions(context, pool, context.users.require(pool, input.Username), input.MFAOptions);
  return {};
});
