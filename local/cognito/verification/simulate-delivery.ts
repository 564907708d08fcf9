import { createHmac } from "node:crypto";
import { type Channel, describeDelivery, simulateChannel } from "../domain/verification-channel.ts";
import type { OperationContext } from "../operation-context.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { checkLimit, countTowardsLimit } from "./check-limit.ts";
import type { Purpose } from "./codes.ts";

/**
 * The `CodeDeliveryDetails` of a code that is not sent: for an unknown user, a disabled user, one without a verified
 * address. It counts towards the same limit, so that the limit tells nothing either
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html).
 *
 * @throws ServiceError LimitExceededException
 */
export function simulateDelivery(
  context: Pick<OperationContext, "attempts" | "clock" | "secrets">,
  { pool, username, user }: { readonly pool: Pool; readonly username: string; readonly user: User | null },
  purpose: Purpose,
) {
  const key = { pool, subject: user?.sub ?? unknownSubject(username), limited: "send", purpose } as const;
  checkLimit(context, key);
  countTowardsLimit(context, key);
  return describeDelivery(simulatedChannel(context, pool, username));
}

/** Where a code for an unknown user seems to go: always the same for one name. */
export function simulatedChannel(
  { secrets }: Pick<OperationContext, "secrets">,
  pool: Pool,
  username: string,
): Channel {
  const digest = createHmac("sha256", secrets.of("unknown-users")).update(`${pool.id}|${username}`).digest();
  const letters = [...digest.subarray(0, 2)].map((byte) => String.fromCharCode(97 + (byte % 26)));
  return simulateChannel(username, letters.join(""));
}
