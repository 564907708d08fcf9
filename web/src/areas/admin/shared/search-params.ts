/** Reads a view's search parameters. The router parses JSON, so a number or boolean there is meant as text. */

/** A text that is not empty. */
export function textOf(given: unknown): string | undefined {
  const text = typeof given === "string" || typeof given === "number" ? String(given).trim() : "";
  return text === "" ? undefined : text;
}

/** One of a closed list; anything else is ignored. */
export const oneOf = <Value extends string>(given: unknown, allowed: readonly Value[]): Value | undefined =>
  allowed.find((value) => value === textOf(given));

/** A day as `2026-03-05`. */
export function dayOf(given: unknown): string | undefined {
  const text = textOf(given);
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}

/** Drops undefined members, so that the URL has no empty parameters. */
export const given = <Values extends object>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
