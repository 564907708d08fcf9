import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import { availableFactors } from "../../sign-in/choice/available-factors.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { describeMfa } from "./describe-mfa.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = operation("GetUserAuthFactors", (_input, context) =>
  describeAuthFactors(context, context.caller.pool, context.caller.user),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const adminGetUserAuthFactors = operation("AdminGetUserAuthFactors", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return describeAuthFactors(context, pool, context.users.require(pool, input.Username));
});

function describeAuthFactors(context: OperationContext, pool: Pool, user: User) {
  const { PreferredMfaSetting, UserMFASettingList } = describeMfa(context, user);
  return {
    Username: user.username,
    ...(PreferredMfaSetting && { PreferredMfaSetting }),
    ...(UserMFASettingList && { UserMFASettingList }),
    ConfiguredUserAuthFactors: availableFactors(context, pool, user).filter(
      (factor) => factor !== "PASSWORD_SRP",
    ),
  };
}
