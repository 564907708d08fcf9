/** The colours of the terminal's sixteen, so that the developer's own theme decides what they look like. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = Readonly<Record<keyof typeof CODES, (text: string) => string>>;

/** Functions that colour text, or leave it as it is. */
export function styleOf(hasColours: boolean): Style {
  return Object.fromEntries(
    Object.entries(CODES).map(([name, [on, off]]) => [
      name,
      (text: string) => (hasColours && text !== "" ? `\x1b[${on}m${text}\x1b[${off}m` : text),
    ]),
  ) as unknown as Style;
}

/**
 * Whether to colour what goes to a stream. `NO_COLOR` (https://no-color.org) comes first, then `FORCE_COLOR`
 * (https://force-color.org; Node reads `0` and `false` as no), then what the stream is.
 */
export function wantsColours(
  stream: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return !["0", "false"].includes(FORCE_COLOR);
  return stream.isTTY === true && TERM !== "dumb";
}
