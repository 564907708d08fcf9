import type { ByteRange } from "./content-files.ts";
import { invalidRange } from "./s3-error.ts";

/** RFC 9110 §14.1.1: the unit's name is compared without regard to case. */
const SINGLE_RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/i;

/**
 * The bytes that a `Range` header asks for (RFC 9110 §14). A header that is not a range, whose last byte comes before its first, or
 * that names several ranges, S3 passes over and gives the whole object.
 *
 * @returns null for the whole object
 * @throws S3Error InvalidRange where the object has none of these bytes
 */
export function readRange(header: string | undefined, size: number): ByteRange | null {
  const [, first, last, suffix] = SINGLE_RANGE.exec(header?.trim() ?? "") ?? [];
  if (first === undefined && suffix === undefined) return null;
  if (first !== undefined && last !== undefined && last !== "" && BigInt(last) < BigInt(first)) return null;
  const from = first === undefined ? Math.max(0, size - Number(suffix)) : Number(first);
  const to = last === undefined || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  // An empty object has no bytes to give, and neither has a suffix of length zero.
  if (from > to || (suffix !== undefined && Number(suffix) === 0)) throw invalidRange(String(header), size);
  return { first: from, last: to };
}
