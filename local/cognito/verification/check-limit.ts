import { type Attempts, attemptsThisHour, HOURLY_LIMIT, oneMore } from "../domain/lock-out.ts";
import { attemptLimitExceeded } from "../errors/user-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import type { AttemptKey } from "../state/attempt-repository.ts";

type Limited = keyof typeof HOURLY_LIMIT;
type Context = Pick<OperationContext, "attempts" | "clock">;

/** What is limited to so many an hour: sending codes, or answering them wrong. */
export type LimitKey = Omit<AttemptKey, "kind"> & { readonly limited: Limited; readonly purpose: string };

function countedThisHour({ attempts, clock }: Context, key: AttemptKey): Attempts | null {
  return attemptsThisHour(attempts.find(key), clock.now());
}

function attemptKey({ pool, subject, limited, purpose }: LimitKey): AttemptKey {
  return { pool, subject, kind: `${limited}:${purpose}` };
}

/**
 * @param refuse for operations that do not know LimitExceededException
 * @throws ServiceError LimitExceededException
 */
export function checkLimit(context: Context, key: LimitKey, refuse = attemptLimitExceeded): void {
  const counted = countedThisHour(context, attemptKey(key));
  if (counted !== null && counted.count >= HOURLY_LIMIT[key.limited]) throw refuse();
}

export function countTowardsLimit(context: Context, key: LimitKey): void {
  const stored = attemptKey(key);
  context.attempts.save(stored, oneMore(countedThisHour(context, stored), context.clock.now()));
}

/** Whether anything was counted in the running hour. */
export function hasCounted(context: Context, key: LimitKey): boolean {
  return countedThisHour(context, attemptKey(key)) !== null;
}
