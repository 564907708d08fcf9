import { authParameterMissing, credentialsWrong } from "../../errors/sign-in-errors.ts";
import { checkPasswordPolicy, replaceCredentials } from "../../new-credentials.ts";
import { operation } from "../../operation.ts";
import type { TokenContext } from "../../operation-context.ts";
import { isPassword } from "../../passwords.ts";
import { recordAuthEvent } from "../../record-auth-event.ts";
import { checkLimit, countTowardsLimit } from "../../verification/check-limit.ts";

export const changePassword = operation("ChangePassword", (input, context) => {
  const { pool, user } = context.caller;
  checkPreviousPassword(context, input.PreviousPassword);
  checkPasswordPolicy(pool, input.ProposedPassword);
  context.users.update(pool, user, {
    credentials: replaceCredentials(context, pool, user, input.ProposedPassword),
  });
  recordAuthEvent(context, { pool, user, type: "PasswordChange", response: "Pass" });
  return {};
});

/**
 * A user without a password, who signs in by other means, has none to prove
 * (API_ChangePassword, `PreviousPassword`). A provider's user is authenticated there, and never gets one this way.
 *
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, LimitExceededException
 */
function checkPreviousPassword(context: TokenContext, password: string | undefined): void {
  const { pool, user } = context.caller;
  if (user.status === "EXTERNAL_PROVIDER") {
    throw credentialsWrong();
  }
  const kept = context.users.credentials(user);
  if (kept === null) {
    return;
  }
  if (password === undefined) {
    throw authParameterMissing("PreviousPassword");
  }
  const key = { pool, subject: user.sub, limited: "check", purpose: "change-password" } as const;
  checkLimit(context, key);
  if (!isPassword({ poolId: pool.id, userId: user.username }, password, kept)) {
    countTowardsLimit(context, key);
    throw credentialsWrong();
  }
}
