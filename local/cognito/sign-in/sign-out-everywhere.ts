import type { OperationContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

/** Revokes everything the user has out, on every device. */
export function signOutEverywhere(
  { atomically, clock, refreshTokens, users }: OperationContext,
  { pool, user }: { readonly pool: Pool; readonly user: User },
): void {
  atomically(() => {
    refreshTokens.revokeAll(user);
    users.update(pool, user, { signedOutAt: clock.now() });
  });
}
