import type { OperationContext } from "../operation-context.ts";
import type { User } from "../state/user-repository.ts";

/**
 * What a sign-in under way rests on. Once it has changed – another password or none, a reset, everything signed out, which
 * disabling does too – the sign-in is over: whoever proved the old password must not get in with it, and an administrator
 * who shuts somebody out shuts out those who are at their second factor. AWS does not document it (local/DIVERGENCES.md).
 */
export function standingOf({ users }: Pick<OperationContext, "users">, user: User): string {
  // The salt is another with each password.
  const salt = users.credentials(user)?.salt.toString("base64") ?? null;
  return JSON.stringify([salt, user.signedOutAt, user.status === "RESET_REQUIRED"]);
}
