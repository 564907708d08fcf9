import { currentLanguage } from "./languages.ts";

/** Times and numbers as the language writes them. Formatters are expensive to make, so they are kept. */

const kept = new Map<string, unknown>();

function keptFormat<Format>(kind: string, options: object, make: (language: string) => Format): Format {
  const language = currentLanguage();
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  const format = (kept.get(key) as Format | undefined) ?? make(language);
  kept.set(key, format);
  return format;
}

type Time = string | number | Date;

const toDate = (time: Time): Date => (time instanceof Date ? time : new Date(time));

/** `5 Mar 2026, 14:02:11`: everything, for a tooltip or a log. */
export const formatExact = (time: Time): string =>
  formatTime(time, { dateStyle: "medium", timeStyle: "medium" });

/** @param options by default date and time to the minute */
export function formatTime(
  time: Time,
  options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" },
): string {
  const format = keptFormat("time", options, (language) => new Intl.DateTimeFormat(language, options));
  return format.format(toDate(time));
}

export function formatNumber(number: number, options: Intl.NumberFormatOptions = {}): string {
  return keptFormat("number", options, (language) => new Intl.NumberFormat(language, options)).format(number);
}

/** `1,2 MB`: in powers of 1000, as current file managers count. */
export function formatBytes(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return formatNumber(bytes / 1000 ** step, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step < 2 ? 0 : 1,
  });
}

const SPANS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** `5 minutes ago`, `in 2 days`, `now`: in the largest whole unit. */
export function formatRelative(time: Time, now = Date.now()): string {
  const seconds = (toDate(time).getTime() - now) / 1000;
  const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? ["second", 1];
  const count = unit === "second" ? 0 : Math.trunc(seconds / length);
  const options = { numeric: "auto" } as const;
  return keptFormat("relative", options, (language) => new Intl.RelativeTimeFormat(language, options)).format(
    count,
    unit,
  );
}
