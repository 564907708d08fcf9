/** Longer names say no more; shorter ones are not cut. */
const MAX_LENGTH = 80;

/**
 * Text that came with a request, such as the name a browser gives itself, made fit to be shown in a mail as a fact. The
 * sender chose it: so it is one short line without invisible characters, and without what makes a mail program see a
 * web or mail address in it: a dot between letters, a slash, an at sign. An IP address stays whole.
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
