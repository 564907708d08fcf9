/** A media type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`. */
function essenceOf(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * What a browser runs scripts of, or lets other documents be styled or run by, when it shows it: never meant by a wildcard.
 * https://mimesniff.spec.whatwg.org/#scriptable-mime-type
 */
const ACTIVE =
  /^((text|application)\/(x-)?(html|xml|xsl|css|javascript|ecmascript)|application\/x-shockwave-flash|multipart\/.*|.*\+xml)$/;

/**
 * Whether a list such as `image/*, application/pdf` holds a media type. What is active, such as `image/svg+xml` and
 * `text/html`, is held only where it is named in full: files are always downloaded and never shown, and this is the
 * second line.
 *
 * @param list essences; `image/*` for all of a kind; a star on both sides for all of every kind
 */
export function isListedType(mediaType: string, list: readonly string[]): boolean {
  const essence = essenceOf(mediaType);
  if (list.includes(essence)) return true;
  if (ACTIVE.test(essence)) return false;
  return list.includes(`${essence.split("/")[0]}/*`) || list.includes("*/*");
}

/** What may be an avatar: pictures of points, which every browser shows and which hold no script. */
export const AVATAR_TYPES: readonly string[] = [
  "image/avif",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
];
