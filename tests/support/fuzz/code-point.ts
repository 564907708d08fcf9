import fc from "fast-check";

const LAST = 0x10ffff;
const SURROGATES = { first: 0xd800, last: 0xdfff };

/**
 * One character, any at all: what fast-check's unit "binary" is, without the table of a million entries that it makes for each
 * test file.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: LAST })
  .filter((code) => code < SURROGATES.first || code > SURROGATES.last)
  .map((code) => String.fromCodePoint(code), codeOf);

/** The way back: with it fast-check tries its dangerous words (`__proto__`…), too. @throws what is no single character */
function codeOf(text: unknown): number {
  if (typeof text !== "string" || [...text].length !== 1) throw new Error("not a single character");
  return text.codePointAt(0) ?? 0;
}
