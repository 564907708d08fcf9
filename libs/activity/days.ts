/** Calendar periods in UTC, in the form that keys use. Times are milliseconds since the epoch. */

const DAY_MS = 86_400_000;

/** `2026-01-15`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2026-01`. */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** `2026-W03`: ISO 8601 weeks begin on Monday, and the first one holds the year's first Thursday. */
export function weekOf(time: number): string {
  const weekday = (new Date(time).getUTCDay() + 6) % 7;
  const thursday = new Date(time + (3 - weekday) * DAY_MS);
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - firstOfYear) / (7 * DAY_MS));
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** The last days, including the day of `time`, newest first. */
export function lastDays(count: number, time: number): string[] {
  return Array.from({ length: count }, (_, back) => dayOf(time - back * DAY_MS));
}

/** When an item may be deleted, in the seconds of DynamoDB's time to live. */
export function expiryAfterDays(days: number, time: number): number {
  return Math.floor((time + days * DAY_MS) / 1000);
}
