import { type ActivityTable, activityTable } from "../activity/activity-table.ts";
import { LIMIT_PATIENCE } from "../aws/signed-request.ts";
import { positiveInteger, text } from "../env.ts";
import { countMetric } from "../observability/metrics.ts";
import { clientNetwork } from "./client-network.ts";
import { countInWindow } from "./count-in-window.ts";

/**
 * The budgets of a client: requests with something to guess, requests that make us send mail, and requests with a token, which
 * can't be guessed but costs work to check.
 */
export type ClientBudget = "credentials" | "mail" | "tokens";

const WINDOW_SECONDS: Readonly<Record<ClientBudget, number>> = {
  credentials: 300,
  mail: 3600,
  tokens: 300,
};

/** Clients over their limit that a process remembers; the oldest is forgotten first. */
const MAX_REMEMBERED = 10_000;

/** Counts requests of clients. */
export interface ClientLimits {
  /**
   * Counts one request.
   *
   * @param address the client's IP address
   * @returns undefined if the request may go on; else the seconds until the client may try again
   */
  count(budget: ClientBudget, address: string): Promise<number | undefined>;
}

interface ClientLimitSettings {
  readonly table: ActivityTable;
  /** Requests in a window. */
  readonly limits: Readonly<Record<ClientBudget, number>>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Limits by client address, stored in the activity table: one write for each request. The process remembers a client over its
 * limit until its window ends, so that a flood costs no more writes. If the table does not answer, the request goes on and is
 * counted as `limit_unavailable`: a limit must not become an outage.
 */
export function clientLimits({ table, limits, now = Date.now }: ClientLimitSettings): ClientLimits {
  const refusedUntil = new Map<string, number>();

  function remember(key: string, endsAt: number): void {
    refusedUntil.set(key, endsAt);
    const [oldest = key] = refusedUntil.keys();
    if (refusedUntil.size > MAX_REMEMBERED) refusedUntil.delete(oldest);
  }

  function refuse(budget: ClientBudget, endsAt: number): number {
    countMetric("client_limited", { cause: budget });
    return Math.max(1, Math.ceil((endsAt - now()) / 1000));
  }

  return {
    async count(budget, address) {
      const network = clientNetwork(address);
      const key = `${budget} ${network}`;
      const until = refusedUntil.get(key);
      if (until !== undefined && until > now()) return refuse(budget, until);
      refusedUntil.delete(key);
      try {
        const window = { name: `client-${budget}`, seconds: WINDOW_SECONDS[budget] };
        const { count, endsAt } = await countInWindow(table, window, network, now());
        if (count <= limits[budget]) return undefined;
        remember(key, endsAt);
        return refuse(budget, endsAt);
      } catch {
        countMetric("limit_unavailable", { cause: budget });
        return undefined;
      }
    },
  };
}

/** The environment of a module whose routes limit their clients. */
export const CLIENT_LIMIT_VARIABLES = {
  ACTIVITY_TABLE_NAME: text,
  CLIENT_CREDENTIALS_PER_5_MIN: positiveInteger,
  CLIENT_MAILS_PER_HOUR: positiveInteger,
  CLIENT_TOKENS_PER_5_MIN: positiveInteger,
} as const;

type ClientLimitEnvironment = {
  readonly [Name in keyof typeof CLIENT_LIMIT_VARIABLES]: ReturnType<(typeof CLIENT_LIMIT_VARIABLES)[Name]>;
};

/** The limits of such a module. */
export function moduleLimits(environment: ClientLimitEnvironment): ClientLimits {
  return clientLimits({
    table: activityTable(environment.ACTIVITY_TABLE_NAME, LIMIT_PATIENCE),
    limits: {
      credentials: environment.CLIENT_CREDENTIALS_PER_5_MIN,
      mail: environment.CLIENT_MAILS_PER_HOUR,
      tokens: environment.CLIENT_TOKENS_PER_5_MIN,
    },
  });
}
