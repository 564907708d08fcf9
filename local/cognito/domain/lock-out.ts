/**
 * What may be done only so often. Times are milliseconds since the Unix epoch.
 */
export interface Attempts {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const HOUR = 60 * 60 * 1000;
const QUIET_PERIOD = 15 * 60 * 1000;
const FREE_FAILURES = 5;

/** One more, beside those that still count. */
export function oneMore(attempts: Attempts | null, now: number): Attempts {
  return attempts === null
    ? { count: 1, firstAt: now, lastAt: now }
    : { count: attempts.count + 1, firstAt: attempts.firstAt, lastAt: now };
}

/**
 * The failed passwords that count. Fifteen quiet minutes start over
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior).
 */
export function recentFailures(failures: Attempts | null, now: number): Attempts | null {
  return failures !== null && now < failures.lastAt + QUIET_PERIOD ? failures : null;
}

/**
 * Whether no password is looked at now, right or wrong. After five failures a user is locked for one second, doubling with
 * every further failure up to fifteen minutes; tries while locked count for nothing.
 *
 * @param failures those that count
 */
export function isLockedOut(failures: Attempts | null, now: number): boolean {
  if (failures === null || failures.count < FREE_FAILURES) return false;
  const seconds = 2 ** Math.min(failures.count - FREE_FAILURES, 10);
  return now < failures.lastAt + Math.min(seconds * 1000, QUIET_PERIOD);
}

/** Wrong codes, and codes sent, an hour and user. AWS says "5 to 20, depending on the risk" (quotas.html). */
export const HOURLY_LIMIT = { check: 5, send: 20 } as const;

/** The attempts of the running hour; it begins with the first of them. */
export function attemptsThisHour(attempts: Attempts | null, now: number): Attempts | null {
  return attempts !== null && now < attempts.firstAt + HOUR ? attempts : null;
}
