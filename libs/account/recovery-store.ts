import { recoveryKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { digestOf, isSameDigest, makeCode, makeSecret } from "../otp/one-time-code.ts";

/** How long a mailed code is valid, in minutes. */
export const RECOVERY_MINUTES = 10;

const MAX_TRIES = 5;
const KEPT_MS = 60 * 60 * 1000;

/** The account that is recovered. */
export interface RecoveryAccount {
  readonly sub: string;
  readonly username: string;
}

interface BegunRecovery {
  /** 256 bits for the client. A code can only be checked with both them and what the table holds. */
  readonly recovery: string;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface CheckedRecovery extends RecoveryAccount {
  readonly isCodeRight: boolean;
}

/** Recoveries in progress, in the activity table. Times are milliseconds since the epoch. */
export interface RecoveryStore {
  begin(account: RecoveryAccount, now: number): Promise<BegunRecovery>;
  /**
   * Takes one of the tries.
   *
   * @returns undefined if tries or time are used up, or the recovery is completed
   */
  check(attempt: { recovery: string; code: string }, now: number): Promise<CheckedRecovery | undefined>;
  /** Uses up the recovery. @returns false if it was used before */
  use(recovery: string): Promise<boolean>;
}

export function recoveryStore(table: ActivityTable): RecoveryStore {
  return {
    async begin({ sub, username }, now) {
      const [recovery, code] = [makeSecret(), makeCode()];
      const expiresAt = now + RECOVERY_MINUTES * 60_000;
      await table.put({
        ...recoveryKey(recovery),
        sub,
        username,
        digest: digestOf(recovery, code),
        tries: 0,
        validUntil: expiresAt,
        expiresAt: Math.ceil((now + KEPT_MS) / 1000),
      });
      return { recovery, code, expiresAt };
    },

    async check({ recovery, code }, now) {
      const item = await table.update({
        key: recoveryKey(recovery),
        expression: "ADD #tries :one",
        condition: "#validUntil > :now AND #tries < :max AND attribute_not_exists(#usedBy)",
        values: { one: 1, now, max: MAX_TRIES },
      });
      if (item === undefined) return undefined;
      const isCodeRight = isSameDigest(digestOf(recovery, code), String(item.digest));
      return { sub: String(item.sub), username: String(item.username), isCodeRight };
    },

    async use(recovery) {
      const mine = makeSecret();
      const used = await table.update({
        key: recoveryKey(recovery),
        expression: "SET #usedBy = :mine",
        // The second part is for an update that was sent again because its answer was lost.
        condition: "attribute_exists(#digest) AND (attribute_not_exists(#usedBy) OR #usedBy = :mine)",
        values: { mine },
      });
      return used !== undefined;
    },
  };
}
