/** RFC 8187 §3.2.1: the characters that need no escape, beside letters and digits. encodeURIComponent leaves these too. */
const NOT_ATTR_CHAR = /['()*]/g;

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * A `Content-Disposition` that makes a browser save a file under its name and never show it: an uploaded page must not run in
 * the bucket's origin. Old clients read the ASCII fallback, others the exact name.
 *
 * @see RFC 6266 §4 and appendix D, RFC 8187
 */
export function attachmentNamed(name: string): string {
  const fallback = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const exact = encodeURIComponent(name).replace(NOT_ATTR_CHAR, escapeByte);
  return `attachment; filename="${fallback}"; filename*=UTF-8''${exact}`;
}
