/** The headers of an upload that S3 stores, and how it returns them. */
import { invalidArgument, S3Error } from "./s3-error.ts";

/** The parameters of a GET that override headers of the answer. */
const OVERRIDES = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

const KEPT = new Set([...OVERRIDES, "x-amz-website-redirect-location"]);

const META = "x-amz-meta-";

/** The media type of an object that was uploaded without one. */
const DEFAULT_TYPE = "binary/octet-stream";

/** S3's limit for names and values of user metadata (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html). */
const MAX_META_BYTES = 2048;

/** @throws S3Error MetadataTooLarge */
export function headersToKeep(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value !== undefined && (KEPT.has(name) || name.startsWith(META)) ? [[name, String(value)] as const] : [],
  );
  const size = kept
    .filter(([name]) => name.startsWith(META))
    .reduce((sum, [name, value]) => sum + name.length - META.length + Buffer.byteLength(value), 0);
  if (size > MAX_META_BYTES) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
      details: { Size: String(size), MaxSizeAllowed: String(MAX_META_BYTES) },
    });
  }
  return { "content-type": DEFAULT_TYPE, ...Object.fromEntries(kept) };
}

/** Without the SDKs' transfer coding. */
export function withoutTransferCoding(
  headers: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { "content-encoding": encoding, ...others } = headers;
  const remaining = String(encoding ?? "")
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "aws-chunked" && coding !== "")
    .join(",");
  return remaining === "" ? others : { ...others, "content-encoding": remaining };
}

/** A form's field or a parameter, as the header that returns it. @throws S3Error for characters that would end the header */
export function toHeaderValue(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) {
    throw invalidArgument("A field's value must not hold control characters", name);
  }
  const bytes = Buffer.from(value);
  if (bytes.length === value.length) return value;
  // Metadata beyond ASCII in the form of RFC 2047, as at S3; other headers as UTF-8.
  return name.startsWith(META) ? `=?UTF-8?B?${bytes.toString("base64")}?=` : bytes.toString("latin1");
}

/** @throws S3Error */
export function overriddenHeaders(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    OVERRIDES.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, toHeaderValue(`response-${name}`, value)]];
    }),
  );
}
