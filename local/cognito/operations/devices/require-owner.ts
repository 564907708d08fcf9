import { ownerNotFound } from "../../errors/device-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

/**
 * Whose devices AdminGetDevice and AdminListDevices show. Neither lists UserNotFoundException among its errors.
 * @throws ServiceError ResourceNotFoundException
 */
export function requireOwner(
  { pools, users }: Pick<OperationContext, "pools" | "users">,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: Pool; readonly user: User } {
  const pool = pools.require(UserPoolId);
  const user = users.find(pool, Username);
  if (user === null) {
    throw ownerNotFound();
  }
  return { pool, user };
}
