import { deleteAttributes } from "../../attributes/check-attributes.ts";
import type { OperationContext } from "../../operation-context.ts";
import { checkRemoval } from "../../sign-in/mfa/check-removal.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { isVerifiableAttribute } from "../../verification/attribute-codes.ts";

/**
 * Removes attributes, and what waited to take their place.
 * @throws ServiceError InvalidParameterException
 */
export function removeAttributes(
  context: Pick<OperationContext, "atomically" | "mfa" | "pendingAttributes" | "users">,
  pool: Pool,
  user: User,
  names: readonly string[],
): void {
  checkRemoval(context, pool, user, names);
  const attributes = deleteAttributes(pool.settings, user.attributes, names);
  context.atomically(() => {
    for (const name of names.filter(isVerifiableAttribute)) context.pendingAttributes.delete(user, name);
    context.users.update(pool, user, { attributes });
  });
}
