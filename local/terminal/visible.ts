/**
 * Characters that a terminal acts on instead of showing: C0 and C1 controls (ECMA-48), line and paragraph separators, and those
 * that change the direction of text or have no width (Unicode's Bidi_Control, and the zero-width ones).
 */
const ACTED_ON =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Longer values, such as a path of 8 KB, would bury the rest of a line. */
const MAX_VALUE = 200;

/**
 * Text from outside as one line may show it: what a terminal would act on is written out (`\x1b`, `\u202e`), so that nobody
 * can colour, hide or forge lines by a path, an address or a user name.
 */
export function visible(text: string): string {
  return text.replace(ACTED_ON, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
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
