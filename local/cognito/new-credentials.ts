import { findPolicyViolation } from "./domain/password-policy.ts";
import { createVerifier } from "./domain/srp.ts";
import { passwordRefused } from "./errors.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { Credentials } from "./state/user-repository.ts";

/**
 * Checks a password against the pool's policy.
 *
 * @param refuse builds the error from the rule that is broken; SignUp has its own wording
 * @throws ServiceError InvalidPasswordException
 */
export function checkPasswordPolicy(pool: Pool, password: string, refuse = passwordRefused): void {
  const violation = findPolicyViolation(pool.settings.Policies.PasswordPolicy, password);
  if (violation !== null) {
    throw refuse(violation);
  }
}

/** What is kept of a password: see domain/srp.ts. Every place that sets one comes through here. */
export function createCredentials(
  pool: Pool,
  { username }: { readonly username: string },
  password: string,
): Omit<Credentials, "setAt"> {
  return createVerifier({ poolId: pool.id, userId: username }, password);
}
