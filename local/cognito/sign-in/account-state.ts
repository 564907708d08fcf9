import { userDisabled, userNotConfirmed } from "../errors/sign-in-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import type { User } from "../state/user-repository.ts";

/**
 * The state of an account's credentials, which a sign-in under way depends on. If it changes – another password or none, a reset, a
 * sign-out everywhere, which disabling does too – the sign-in is over: the old password must not sign anyone in, and an
 * administrator who disables a user also stops a sign-in that waits for its second factor. AWS does not document it
 * (local/DIVERGENCES.md).
 */
export function credentialState({ users }: Pick<OperationContext, "users">, user: User): string {
  // Each password has its own salt.
  const salt = users.credentials(user)?.salt.toString("base64") ?? null;
  return JSON.stringify([salt, user.signedOutAt, user.status === "RESET_REQUIRED"]);
}

/** @throws ServiceError NotAuthorizedException: the account is disabled */
export function checkEnabledAccount({ enabled }: User): void {
  if (!enabled) throw userDisabled();
}

/**
 * Refuses an account that can't be signed in to, whatever the credentials. AWS does so before it looks at the password
 * (measured for unconfirmed users in ministack#1758; intended, by amazon-cognito-identity-js#288), so a wrong password is
 * not told from a right one, and does not count.
 *
 * @throws ServiceError NotAuthorizedException, UserNotConfirmedException
 */
export function checkAccount(user: User): void {
  checkEnabledAccount(user);
  if (user.status === "UNCONFIRMED") throw userNotConfirmed();
}
