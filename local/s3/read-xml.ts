/** The bodies that S3 reads. */
import { malformedXml } from "./s3-error.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * What the elements of a name hold. The grammar of S3's requests is small, and none of them nests an element in one of its own name:
 * what is not just that is refused, document types, comments and character data with it.
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

/** The text of an element's child; undefined where there is none. @throws S3Error MalformedXML */
export function childText(element: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(element)?.[1];
  if (text !== undefined) return decodeText(text);
  return new RegExp(`<${name}\\s*/>`).test(element) ? "" : undefined;
}

/** Only XML's own five entities and character references mean anything without a document type. */
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
