/** Reads S3's XML bodies. */
import { malformedXml } from "./s3-error.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The content of the elements of a name. S3's requests have a simple grammar, in which elements of one name never nest.
 * Everything else is refused, also document types, comments and character data.
 *
 * @throws S3Error MalformedXML
 */
export function elements(body: string, name: string): readonly string[] {
  const opening = new RegExp(`<${name}>`, "g");
  const whole = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g");
  if (body.includes("<!")) throw malformedXml();
  const found = [...body.matchAll(whole)].map(([, inner = ""]) => inner);
  if (found.length !== (body.match(opening) ?? []).length) throw malformedXml();
  return found;
}

/** The text of an element's child; undefined if there is none. @throws S3Error MalformedXML */
export function childText(element: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(element)?.[1];
  if (text !== undefined) return decodeText(text);
  return new RegExp(`<${name}\\s*/>`).test(element) ? "" : undefined;
}

/** Without a document type, only XML's own five entities and character references are defined. */
function decodeText(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]+));|&/g, (_all, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const character = name === undefined ? characterOf(code) : ENTITIES[name];
    if (character === undefined) throw malformedXml();
    return character;
  });
}

const isCharacter = (code: number): boolean =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

const characterOf = (code: number): string | undefined =>
  isCharacter(code) ? String.fromCodePoint(code) : undefined;
