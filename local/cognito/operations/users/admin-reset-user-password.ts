import { noRecoveryChannel, passwordNotResettable } from "../../errors/password-errors.ts";
import { operation } from "../../operation.ts";
import { checkEnabledAccount } from "../../sign-in/standing.ts";
import { checkMaySend, sendCode } from "../../verification/codes.ts";
import { recoveryChannelOf } from "../../verification/recovery-channel-of.ts";

/**
 * The password is good no more; the user is sent a code for ConfirmForgotPassword
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html). A disabled
 * user has to be enabled first (amazon-cognito-identity-js#373).
 */
export const adminResetUserPassword = operation("AdminResetUserPassword", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  checkEnabledAccount(user);
  if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED") {
    throw passwordNotResettable();
  }
  const channel = recoveryChannelOf(context, pool, user);
  if (channel === null) {
    throw noRecoveryChannel();
  }
  const holder = { pool, user, channel, purpose: "forgot-password" } as const;
  checkMaySend(context, holder);
  await sendCode(context, {
    ...holder,
    user: context.users.update(pool, user, { status: "RESET_REQUIRED" }),
    client: null,
    source: "CustomMessage_ForgotPassword",
    clientMetadata: input.ClientMetadata ?? {},
  });
  return {};
});
