/**
 * Cognito's slowing-down of guesses: after five failed passwords a user is locked for one second, doubling with every further
 * failure up to about fifteen minutes; tries while locked count for nothing; a good sign-in or fifteen quiet minutes start
 * over (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior).
 * Times are milliseconds since the Unix epoch.
 */
export interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

const FREE_FAILURES = 5;
const QUIET_PERIOD = 15 * 60 * 1000;

/** The failures that still count at `now`. */
export function currentFailures(failures: Failures | null, now: number): number {
  return failures === null || now >= failures.lastAt + QUIET_PERIOD ? 0 : failures.count;
}

/** Whether no password is looked at now, right or wrong. */
export function isLockedOut(failures: Failures | null, now: number): boolean {
  const count = currentFailures(failures, now);
  if (failures === null || count < FREE_FAILURES) return false;
  const seconds = 2 ** Math.min(count - FREE_FAILURES, 10);
  return now < failures.lastAt + Math.min(seconds * 1000, QUIET_PERIOD);
}
