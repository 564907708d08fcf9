/** Lists and pairs as text, one per line, as a developer pastes them. */

export const toLines = (items: unknown): string => ((items ?? []) as readonly string[]).join("\n");

/** Without empty lines and duplicates. */
export const fromLines = (text: string): readonly string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

export const toPairs = (pairs: unknown): string =>
  Object.entries((pairs ?? {}) as Readonly<Record<string, string>>)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n");

/** `name = value` lines; undefined if any line has another form. */
export function fromPairs(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = fromLines(text).map((line) => /^([^\s=]+)\s*=\s*(\S.*)$/.exec(line));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]));
}
