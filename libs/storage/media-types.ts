/** A media type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`. */
function essenceOf(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

const TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/;

/**
 * The names of JavaScript: https://mimesniff.spec.whatwg.org/#javascript-mime-type. TypeScript and JScript's encoded form are
 * run by some servers and old browsers.
 */
const SCRIPT = /^(text|application)\/(x-)?(java|ecma|j|live|vb|type)script([\d.]+|\.encode)?$/;

/** Documents that may hold scripts, styles or other documents. Any XML may be one, by its namespace or its style sheet. */
const DOCUMENT =
  /^(text|application)\/(x-)?(html?|xml|xhtml|xsl|xslt|xslt-xml|css|dtd|xml-dtd|xml-external-parsed-entity|server-parsed-html|x-server-parsed-html|cache-manifest)$|[+.-]xml([.+-]|$)|^multipart\/|^message\//;

/** Parts that a page or a plug-in runs, or that the operating system runs when it opens them. */
const PROGRAM = new RegExp(
  `^(application|text|image|model)\\/(x-)?(${[
    "component",
    "hta",
    "pdf-script",
    "scriptlet",
    "wasm",
    "webassembly",
    "java-applet",
    "java-jnlp-file",
    "java-archive",
    "java-vm",
    "jar",
    "shockwave-flash",
    "futuresplash",
    "director",
    "silverlight(-\\d)?",
    "silverlight-app",
    "xbap",
    "ms-application",
    "ms-manifest",
    "ms-shortcut",
    "ms-xbap",
    "msdownload",
    "msdos-program",
    "msi",
    "mshta",
    "chrome-extension",
    "xpinstall",
    "web-app-manifest",
    "webbundle",
    "internet-shortcut",
    "mswinurl",
    "url",
    "svg",
  ].join("|")})$`,
);

/** Vendor names of the same kinds. */
const VENDOR = [
  "application/vnd.adobe.flash.movie",
  "application/vnd.microsoft.portable-executable",
  "application/vnd.wap.wmlscriptc",
  "text/vnd.wap.wml",
  "text/vnd.wap.wmlscript",
];

/**
 * Whether a browser runs a type, or an operating system that opens a download of it: wildcards never include it.
 * https://mimesniff.spec.whatwg.org/#scriptable-mime-type names HTML, XML and PDF; what is in a PDF runs apart from the page
 * that it came from, so `application/*` may mean it.
 */
const isActive = (essence: string): boolean =>
  [SCRIPT, DOCUMENT, PROGRAM].some((kind) => kind.test(essence)) || VENDOR.includes(essence);

/**
 * Whether a list such as `image/*, application/pdf` contains a media type. Active types, such as `image/svg+xml` and
 * `text/html`, must be named in full. Files are always downloaded and never shown; this is a second protection.
 *
 * @param list essences; `image/*` for all of a kind; a star on both sides for all of every kind
 */
export function isListedType(mediaType: string, list: readonly string[]): boolean {
  const essence = essenceOf(mediaType);
  if (list.includes(essence)) return true;
  // A name that is not one (RFC 9110 §5.6.2), such as one with a space in it, is what a browser guesses from.
  if (isActive(essence) || !TYPE.test(essence)) return false;
  return list.includes(`${essence.split("/")[0]}/*`) || list.includes("*/*");
}

/** Types of avatars: bitmaps, which every browser shows and which hold no script. */
export const AVATAR_TYPES: readonly string[] = [
  "image/avif",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
];
