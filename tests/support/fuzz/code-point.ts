import fc from "fast-check";

const LAST = 0x10ffff;
const SURROGATES = { first: 0xd800, last: 0xdfff };

/**
 * Any single character, like fast-check's unit "binary", but without the table of a million entries that it builds for each test
 * file.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: LAST })
  .filter((code) => code < SURROGATES.first || code > SURROGATES.last)
  .map((code) => String.fromCodePoint(code), codeOf);

/** The inverse: with it fast-check also tries its dangerous strings (`__proto__`…). @throws Error if it is not a single character */
function codeOf(text: unknown): number {
  if (typeof text !== "string" || [...text].length !== 1) throw new Error("not a single character");
  return text.codePointAt(0) ?? 0;
}
