/**
 * A text without its case, for comparing and for sorting: each character on its own, so that what begins a text also begins it
 * when folded. Characters whose other case takes more than one (`ß`, `SS`) stay as they are.
 */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, foldCharacter).join("");
}

const ASCII = /^[\0-\x7f]*$/;

/** By way of the upper case, which is one for `σ` and `ς`. */
function foldCharacter(character: string): string {
  return sameLength(character, sameLength(character, character.toUpperCase()).toLowerCase());
}

function sameLength(before: string, after: string): string {
  return after.length === before.length ? after : before;
}
