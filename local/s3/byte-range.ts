import type { ByteRange } from "./content-files.ts";
import { invalidRange } from "./s3-error.ts";

/** RFC 9110 §14.1.1: the unit's name ignores case. */
const SINGLE_RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/i;

/**
 * The requested bytes of a `Range` header (RFC 9110 §14). S3 ignores an invalid header, one whose last byte comes before its
 * first, and several ranges: it returns the whole object.
 *
 * @returns null for the whole object
 * @throws S3Error InvalidRange if the object has none of these bytes
 */
export function readRange(header: string | undefined, size: number): ByteRange | null {
  const [, first, last, suffix] = SINGLE_RANGE.exec(header?.trim() ?? "") ?? [];
  if (first === undefined && suffix === undefined) return null;
  if (first !== undefined && last !== undefined && last !== "" && BigInt(last) < BigInt(first)) return null;
  const from = first === undefined ? Math.max(0, size - Number(suffix)) : Number(first);
  const to = last === undefined || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  // An empty object has no bytes, and a suffix of length zero is empty.
  if (from > to || (suffix !== undefined && Number(suffix) === 0)) throw invalidRange(String(header), size);
  return { first: from, last: to };
}
