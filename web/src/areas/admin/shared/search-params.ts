/** What a view is told by its address. Numbers and booleans are texts there, as the router reads JSON. */

/** A text that says something. */
export function textOf(given: unknown): string | undefined {
  const text = typeof given === "string" || typeof given === "number" ? String(given).trim() : "";
  return text === "" ? undefined : text;
}

/** One of a closed list; anything else is as if it were not there. */
export const oneOf = <Value extends string>(given: unknown, allowed: readonly Value[]): Value | undefined =>
  allowed.find((value) => value === textOf(given));

/** A day as `2026-03-05`. */
export function dayOf(given: unknown): string | undefined {
  const text = textOf(given);
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}

/** Without what is not there: the address then has no empty parameters. */
export const given = <Values extends object>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
