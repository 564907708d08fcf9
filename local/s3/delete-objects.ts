/**
 * DeleteObjects: many at once (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html).
 */
import type { ObjectStore } from "./object-store.ts";
import { childText, elements } from "./read-xml.ts";
import { malformedXml, S3Error } from "./s3-error.ts";
import { NAMESPACE, renderXml, type XmlElements } from "./xml.ts";

/** S3's limit on one request. */
const MAX_KEYS = 1000;

/**
 * Deletes the objects that a request's body names. The answer lists deleted objects and errors, as at S3.
 *
 * @param check throws an S3Error for a key that may not be deleted
 * @returns the answer's body
 * @throws S3Error MalformedXML
 */
export function deleteObjects(
  store: Pick<ObjectStore, "remove">,
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

function readKeys(body: string): readonly string[] {
  if (!/<Delete[\s>]/.test(body)) throw malformedXml();
  const keys = elements(body, "Object").map((object) => {
    const key = childText(object, "Key");
    if (key === undefined || key === "") throw malformedXml();
    return key;
  });
  if (keys.length === 0 || keys.length > MAX_KEYS) throw malformedXml();
  return keys;
}
