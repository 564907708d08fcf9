import type { Overview, OverviewDay, SignInsByMethod } from "../../../../../clients/typescript/api-types.ts";

/** One series of a chart: a count for each day. */
interface Counts {
  readonly label: string;
  readonly values: readonly number[];
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The days, oldest first, as charts draw them. */
export const daysOf = ({ days }: Overview): readonly OverviewDay[] => days.toReversed();

/** A share between 0 and 1; undefined if the total is 0. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;

const METHODS = [
  "password",
  "passkey",
  "code",
  "link",
  "hosted",
  "provider",
  "other",
] as const satisfies readonly (keyof SignInsByMethod)[];

/** More series can't be distinguished in one chart. */
const MAX_SERIES = 5;

/** Sign-ins by method, without unused methods. If there are too many, the rest is one series. */
export function signInsOf(
  days: readonly OverviewDay[],
  texts: Readonly<Record<keyof SignInsByMethod, string>>,
): readonly Counts[] {
  const all = METHODS.map((method) => ({
    label: texts[method],
    values: days.map(({ signInsByMethod }) => signInsByMethod[method]),
  })).filter(({ values }) => sum(values) > 0);
  if (all.length <= MAX_SERIES) return all;
  const rest = all.slice(MAX_SERIES - 1);
  return [
    ...all.slice(0, MAX_SERIES - 1),
    {
      label: texts.other,
      values: days.map((_, index) => sum(rest.map(({ values }) => values[index] ?? 0))),
    },
  ];
}

type Sent = "otpSent" | "otpUsed" | "linksSent" | "linksUsed";

/** Codes and links that were sent and used, each without both if none was sent. */
export function sentAndUsedOf(
  days: readonly OverviewDay[],
  texts: Readonly<Record<Sent, string>>,
): readonly Counts[] {
  const pairs = [
    ["otpSent", "otpUsed"],
    ["linksSent", "linksUsed"],
  ] as const;
  return pairs
    .map((pair) => pair.map((name) => ({ label: texts[name], values: days.map((day) => day[name]) })))
    .filter((pair) => pair.some(({ values }) => sum(values) > 0))
    .flat();
}

/** Refusals of all days by code, most frequent first. */
export function refusalsOf(
  days: readonly OverviewDay[],
): readonly (readonly [code: string, count: number])[] {
  const totals = new Map<string, number>();
  for (const { refusals } of days) {
    for (const [code, count] of Object.entries(refusals)) totals.set(code, (totals.get(code) ?? 0) + count);
  }
  return [...totals].toSorted(([, one], [, other]) => other - one);
}

/** The first day of a calendar week (`2026-W03`) or month (`2026-01`), as charts place it. */
export function firstDayOf(period: string): string {
  const [year = "", rest = ""] = period.split("-");
  if (!rest.startsWith("W")) return `${period}-01`;
  // ISO 8601: 4 January is in the first week.
  const fourth = new Date(`${year}-01-04T00:00:00Z`);
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(monday + (Number(rest.slice(1)) - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}
