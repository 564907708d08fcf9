/**
 * Keeps a script below Cognito's request rates, which are counted per account and region: the rest stays free for users who sign
 * in meanwhile.
 */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Default quotas in requests per second: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#category_operations
 * (as of November 2026; a raised quota does not make these scripts faster, `--share` above 1 does).
 */
const DEFAULT_QUOTAS = {
  UserCreation: 50,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserList: 30,
} as const;

type QuotaCategory = keyof typeof DEFAULT_QUOTAS;

export interface Quotas {
  /** Waits until a call of this category may be made. Calls run in the order of their requests. */
  take(category: QuotaCategory): Promise<void>;
}

interface Pace {
  /** Milliseconds of any epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const systemPace: Pace = { now: () => performance.now(), sleep };

/**
 * @param share of the default quotas to use; 0.5 leaves half of them
 */
export function createQuotas({ share, pace = systemPace }: { share: number; pace?: Pace }): Quotas {
  /** When the next call of a category may start. Evenly spaced: a burst would exceed the quota of one second. */
  const due = new Map<QuotaCategory, number>();
  return {
    take: async (category) => {
      const now = pace.now();
      const start = Math.max(now, due.get(category) ?? now);
      due.set(category, start + 1000 / (DEFAULT_QUOTAS[category] * share));
      if (start > now) await pace.sleep(start - now);
    },
  };
}
