/**
 * ListObjectsV2 and its predecessor
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import { compareKeys } from "./object-key.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { invalidArgument } from "./s3-error.ts";
import { NAMESPACE, renderXml, type XmlElements } from "./xml.ts";

/** S3's maximum page size. */
const MAX_PAGE_SIZE = 1000;

const MAX_INTEGER = 2_147_483_647;

interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Keys up to this one are omitted. */
  readonly startAfter: string;
  /** Entries up to this one, key or common prefix, were on earlier pages. */
  readonly resumeAfter: string;
}

interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The last entry, if there are more. */
  readonly last: string | null;
}

/** @throws S3Error for parameters that S3 refuses */
export function listObjects(store: ObjectStore, bucket: string, query: URLSearchParams): string {
  const isSecond = query.get("list-type") === "2";
  const request = readRequest(query, isSecond);
  const page = paginate(store.keys(bucket, request.prefix), request);
  const objects = page.keys.flatMap((key) => store.find(bucket, key) ?? []);
  const name = nameEncoder(query.get("encoding-type"));
  const hasOwner = !isSecond || query.get("fetch-owner") === "true";
  return renderXml(
    "ListBucketResult",
    {
      Name: bucket,
      Prefix: name(request.prefix),
      ...(isSecond
        ? {
            StartAfter: query.has("start-after") ? name(query.get("start-after") ?? "") : undefined,
            ContinuationToken: query.get("continuation-token") ?? undefined,
            NextContinuationToken: page.last === null ? undefined : encodeToken(page.last),
            KeyCount: objects.length + page.commonPrefixes.length,
          }
        : {
            Marker: name(request.resumeAfter),
            NextMarker: page.last === null || request.delimiter === "" ? undefined : name(page.last),
          }),
      MaxKeys: query.get("max-keys") ?? MAX_PAGE_SIZE,
      Delimiter: request.delimiter === "" ? undefined : name(request.delimiter),
      EncodingType: query.get("encoding-type") ?? undefined,
      IsTruncated: page.last !== null,
      Contents: objects.map((object) => describe(object, name, hasOwner)),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: name(prefix) })),
    },
    NAMESPACE,
  );
}

function readRequest(query: URLSearchParams, isSecond: boolean): ListRequest {
  const token = isSecond ? query.get("continuation-token") : null;
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys: readMaxKeys(query.get("max-keys")),
    // A token contains the position.
    startAfter: isSecond && token === null ? (query.get("start-after") ?? "") : "",
    resumeAfter: isSecond ? (token === null ? "" : decodeToken(token)) : (query.get("marker") ?? ""),
  };
}

function readMaxKeys(text: string | null): number {
  if (text === null) return MAX_PAGE_SIZE;
  if (!/^-?\d+$/.test(text)) {
    throw invalidArgument("Provided max-keys not an integer or within integer range", "max-keys", text);
  }
  if (Number(text) < 0 || Number(text) > MAX_INTEGER) {
    throw invalidArgument(
      `Argument maxKeys must be an integer between 0 and ${MAX_INTEGER}`,
      "maxKeys",
      text,
    );
  }
  return Math.min(Number(text), MAX_PAGE_SIZE);
}

/** Keys with the delimiter after the prefix form one entry, which counts once. */
function paginate(sorted: readonly string[], request: ListRequest): Page {
  const { prefix, delimiter, maxKeys, startAfter, resumeAfter } = request;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | null = null;
  for (const key of sorted) {
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = end === -1 ? key : key.slice(0, end + delimiter.length);
    const isBefore =
      (startAfter !== "" && compareKeys(key, startAfter) <= 0) ||
      (resumeAfter !== "" && compareKeys(entry, resumeAfter) <= 0);
    if (isBefore || entry === commonPrefixes.at(-1)) continue;
    if (keys.length + commonPrefixes.length === maxKeys) return { keys, commonPrefixes, last };
    (end === -1 ? keys : commonPrefixes).push(entry);
    last = entry;
  }
  return { keys, commonPrefixes, last: null };
}

const encodeToken = (entry: string): string => Buffer.from(entry).toString("base64");

function decodeToken(token: string): string {
  const entry = Buffer.from(token, "base64").toString();
  if (entry === "" || encodeToken(entry) !== token) {
    throw invalidArgument("The continuation token provided is incorrect", "continuation-token");
  }
  return entry;
}

function nameEncoder(encoding: string | null): (name: string) => string {
  if (encoding === null) return (name) => name;
  if (encoding !== "url") {
    throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
  }
  return (name) => name.split("/").map(encodeURIComponent).join("/");
}

function describe(
  { key, etag, size, lastModified }: StoredObject,
  name: (key: string) => string,
  hasOwner: boolean,
): XmlElements {
  return {
    Key: name(key),
    LastModified: new Date(lastModified).toISOString(),
    ETag: etag,
    Size: size,
    Owner: hasOwner ? { ID: LOCAL_ACCOUNT_ID } : undefined,
    StorageClass: "STANDARD",
  };
}
