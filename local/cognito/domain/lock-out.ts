/**
 * Attempts that are limited: the lock-out after wrong passwords, and the hourly limits for codes. Times are milliseconds since
 * the Unix epoch.
 */
export interface Attempts {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const HOUR = 60 * 60 * 1000;
const QUIET_PERIOD = 15 * 60 * 1000;
const FREE_FAILURES = 5;

/** Adds one to the attempts that still count. */
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
 * Whether passwords are refused now without a check, right or wrong. After five failures a user is locked for one second,
 * doubling with every further failure up to fifteen minutes; attempts during a lock-out do not count.
 *
 * @param failures those that count
 */
export function isLockedOut(failures: Attempts | null, now: number): boolean {
  if (failures === null || failures.count < FREE_FAILURES) return false;
  const seconds = 2 ** (failures.count - FREE_FAILURES);
  return now < failures.lastAt + Math.min(seconds * 1000, QUIET_PERIOD);
}

/** The maximum of wrong codes, and of sent codes, per hour and user. AWS says "5 to 20, depending on the risk" (quotas.html). */
export const HOURLY_LIMIT = { check: 5, send: 20 } as const;

/** The attempts of the running hour; it begins with the first of them. */
export function attemptsThisHour(attempts: Attempts | null, now: number): Attempts | null {
  return attempts !== null && now < attempts.firstAt + HOUR ? attempts : null;
}
