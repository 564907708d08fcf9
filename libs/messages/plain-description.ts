/** In characters; longer descriptions are cut. */
const MAX_LENGTH = 80;

/**
 * Makes text from a request, such as a browser's name for itself, safe to show in a mail. The sender chose it, so it becomes
 * one short line without invisible characters and without what a mail program takes for a web or mail address: a dot between
 * letters, a slash, an at sign. An IP address stays whole.
 */
export function plainDescription(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{C}\p{Z}/\\@]+/gu, " ")
    .replace(/:(?= )/g, "")
    .replace(/\.(?=\p{L})|(?<=\p{L})\.(?=\p{N})/gu, " ")
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed();
}
