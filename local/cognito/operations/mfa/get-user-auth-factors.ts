import { operation } from "../../operation.ts";
import { availableFactors } from "../../sign-in/choice/available-factors.ts";
import { describeMfa } from "./describe-mfa.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = operation("GetUserAuthFactors", (_input, context) => {
  const { pool, user } = context.caller;
  const { PreferredMfaSetting, UserMFASettingList } = describeMfa(context, user);
  return {
    Username: user.username,
    ...(PreferredMfaSetting && { PreferredMfaSetting }),
    ...(UserMFASettingList && { UserMFASettingList }),
    ConfiguredUserAuthFactors: availableFactors(context, pool, user).filter(
      (factor) => factor !== "PASSWORD_SRP",
    ),
  };
});
