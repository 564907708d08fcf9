import { type Channel, recoveryChannel } from "../domain/verification-channel.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

/** Where the user recovers a forgotten password; `null` where they can't. */
export function recoveryChannelOf(
  { mfa }: Pick<OperationContext, "mfa">,
  pool: Pool,
  user: User,
): Channel | null {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms;
  return recoveryChannel(mechanisms, user.attributes, mfa.preference(user).enabled);
}
