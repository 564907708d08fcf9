/**
 * DeleteObjects: many at once (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html).
 */
import type { ObjectStore } from "./object-store.ts";
import { malformedXml, S3Error } from "./s3-error.ts";
import { renderXml, type XmlElements } from "./xml.ts";

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** S3's limit on one request. */
const MOST_KEYS = 1000;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Deletes the objects a request's body names. What can't be deleted is told beside what was, as S3 does.
 *
 * @param check throws an S3Error for a key that may not be deleted
 * @returns the answer's body
 * @throws S3Error MalformedXML
 */
export function deleteObjects(
  store: ObjectStore,
  bucket: string,
  body: string,
  check: (key: string) => void,
): string {
  const deleted: XmlElements[] = [];
  const errors: XmlElements[] = [];
  for (const key of readKeys(body)) {
    try {
      check(key);
      store.remove(bucket, key);
      deleted.push({ Key: key });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ Key: key, Code: error.code, Message: error.message });
    }
  }
  const isQuiet = /<Quiet>\s*true\s*<\/Quiet>/.test(body);
  return renderXml("DeleteResult", { Deleted: isQuiet ? [] : deleted, Error: errors }, NAMESPACE);
}

/** The body's grammar is small: `<Delete>` with an `<Object>` per key. Anything that is not just that is refused. */
function readKeys(body: string): readonly string[] {
  if (!/<Delete[\s>]/.test(body) || /<!|<Object>(?![\s\S]*?<\/Object>)/.test(body)) throw malformedXml();
  const keys = [...body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, object = ""]) => {
    const [, key] = /<Key>([^<]*)<\/Key>/.exec(object) ?? [];
    if (key === undefined || key === "") throw malformedXml();
    return decodeText(key);
  });
  if (keys.length === 0 || keys.length > MOST_KEYS) throw malformedXml();
  return keys;
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

const characterOf = (code: number): string | undefined =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
