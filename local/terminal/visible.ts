/**
 * Characters that a terminal acts on instead of showing: controls (Cc), those that turn, join or hide text (Cf), line and paragraph
 * separators.
 */
const ACTED_ON = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Longer values, such as a path of 8 KB, would bury the rest of a line. */
const MAX_VALUE = 200;

/**
 * Text from outside as one line may show it: what a terminal would act on is written out (`\x1b`, `\u202e`), so that no one
 * can colour, hide or forge lines by a path, an address or a user name.
 */
export function visible(text: string): string {
  return text.replace(ACTED_ON, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
    return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\u{${code}}`;
  });
}

/** {@link visible} text of several lines: breaks and tabs stay, as spaces in the latter's case. */
export function visibleLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => visible(line.replaceAll("\t", "  ")))
    .join("\n");
}

/** {@link visible} text, cut where it is longer than a line can take. */
export function shortened(text: string, limit = MAX_VALUE): string {
  const characters = [...text];
  return visible(characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`);
}
