import { findPolicyViolation } from "./domain/password-policy.ts";
import { passwordRefused, passwordReused } from "./errors/user-errors.ts";
import { isImportedPassword } from "./imports/imported-password.ts";
import type { OperationContext } from "./operation-context.ts";
import { createVerifier, isPassword } from "./passwords.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { Credentials, User } from "./state/user-repository.ts";

/**
 * Checks a password against the pool's policy.
 *
 * @param refuse builds the error from the rule that is broken; SignUp has its own wording
 * @throws ServiceError InvalidPasswordException
 */
export function checkPasswordPolicy(pool: Pool, password: string, refuse = passwordRefused): void {
  const violation = findPolicyViolation(pool.settings.Policies.PasswordPolicy, password);
  if (violation !== null) throw refuse(violation);
}

/** The verifier of a password: see domain/srp.ts. Every place that sets one calls this. */
export function createCredentials(
  pool: Pool,
  { username }: { readonly username: string },
  password: string,
): Omit<Credentials, "setAt"> {
  return createVerifier({ poolId: pool.id, userId: username }, password);
}

/**
 * A password that was imported as a hash counts as one of the last, too. It is compared apart, because that takes a while.
 * @throws ServiceError PasswordHistoryPolicyViolationException
 */
export async function checkImportedHistory(
  context: Pick<OperationContext, "importedHashes">,
  pool: Pool,
  user: User,
  password: string,
): Promise<void> {
  const { PasswordHistorySize = 0 } = pool.settings.Policies.PasswordPolicy;
  if (PasswordHistorySize > 0 && (await isImportedPassword(context, user, password))) throw passwordReused();
}

/**
 * The verifier of a password that replaces another: it must not be one of the pool's last `PasswordHistorySize`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-password-reuse.html).
 *
 * @throws ServiceError PasswordHistoryPolicyViolationException
 */
export function replaceCredentials(
  { users }: Pick<OperationContext, "users">,
  pool: Pool,
  user: User,
  password: string,
): Omit<Credentials, "setAt"> {
  const { PasswordHistorySize = 0 } = pool.settings.Policies.PasswordPolicy;
  const identity = { poolId: pool.id, userId: user.username };
  if (
    users.recentCredentials(user, PasswordHistorySize).some((kept) => isPassword(identity, password, kept))
  ) {
    throw passwordReused();
  }
  return createCredentials(pool, user, password);
}
