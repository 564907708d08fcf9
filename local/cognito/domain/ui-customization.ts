/**
 * The allowed styles of the classic hosted pages
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html).
 */

const CLASSES: ReadonlySet<string | undefined> = new Set([
  "background-customizable",
  "banner-customizable",
  "errorMessage-customizable",
  "idpButton-customizable",
  "idpDescription-customizable",
  "inputField-customizable",
  "label-customizable",
  "legalText-customizable",
  "logo-customizable",
  "passwordCheck-notValid-customizable",
  "passwordCheck-valid-customizable",
  "redirect-customizable",
  "socialButton-customizable",
  "submitButton-customizable",
  "textDescription-customizable",
]);

/** @returns the problem with the CSS, or `null`: only rules for the classes above are allowed, without loading and escapes */
export function findCssViolation(css: string): string | null {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const forbidden = /@import|@supports|@page|@media|javascript:|expression\s*\(|url\s*\(|<|\\/i.exec(
    bare,
  )?.[0];
  if (forbidden !== undefined) return `Invalid CSS: ${forbidden} is not allowed.`;
  if (!/(?:^|\})\s*$/.test(bare)) return "Invalid CSS: a rule is not closed.";
  for (const rule of bare.split("}").slice(0, -1)) {
    const [selector = "", body, ...more] = rule.split("{");
    if (body === undefined || more.length > 0) return "Invalid CSS: a rule is malformed.";
    const name = /^\.([\w-]+)(?::(?:hover|focus|active))?$/.exec(selector.trim())?.[1];
    if (!CLASSES.has(name)) return `The CSS class ${selector.trim()} is not in the list of allowed classes.`;
  }
  return null;
}

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const JPEG = Buffer.from("ffd8ff", "hex");
const MAX_IMAGE_BYTES = 100 * 1024;

export function isLogo(image: Uint8Array): boolean {
  const bytes = Buffer.from(image);
  const hasType = [PNG, JPEG].some((signature) => bytes.subarray(0, signature.length).equals(signature));
  return hasType && bytes.length <= MAX_IMAGE_BYTES;
}
