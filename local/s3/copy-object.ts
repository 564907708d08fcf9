import type { IncomingMessage } from "node:http";
import { algorithmOf, type Checksums, checksumHeader, createDigest } from "./checksums.ts";
import { checkCopySource, readWriteConditions } from "./conditions.ts";
import { requireCopySource } from "./copy-source.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { readTagHeader } from "./object-tags.ts";
import { etagOf } from "./put-object.ts";
import { invalidArgument, invalidRequest } from "./s3-error.ts";
import { headersToKeep } from "./stored-headers.ts";

/**
 * CopyObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html). A copy shares the bytes of its source, and
 * is never a multipart object.
 *
 * @throws S3Error
 */
export async function copyObject(
  { headers }: IncomingMessage,
  store: ObjectStore,
  bucket: string,
  key: string,
): Promise<StoredObject> {
  const source = requireCopySource(store, String(headers["x-amz-copy-source"]));
  checkCopySource(source, headers);
  const isReplaced = readDirective("x-amz-metadata-directive", headers["x-amz-metadata-directive"]);
  const hasNewTags = readDirective("x-amz-tagging-directive", headers["x-amz-tagging-directive"]);
  if (source.bucket === bucket && source.key === key && !isReplaced) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return store.put(
    bucket,
    key,
    {
      content: source,
      etag: etagOf(source),
      headers: isReplaced ? headersToKeep(headers) : source.headers,
      checksums: await checksumsOf(source, headers, store),
      tags: hasNewTags ? readTagHeader(headers["x-amz-tagging"]) : source.tags,
      parts: [],
    },
    readWriteConditions(headers),
  );
}

/** @returns whether the request says REPLACE @throws S3Error InvalidArgument */
function readDirective(name: string, value: string | string[] | undefined): boolean {
  if (value === undefined || value === "COPY") return false;
  if (value === "REPLACE") return true;
  throw invalidArgument("Unknown metadata directive.", name, String(value));
}

/** The source's, unless it has no checksum of the whole object, or another algorithm is requested. */
async function checksumsOf(
  source: StoredObject,
  headers: IncomingMessage["headers"],
  { files }: ObjectStore,
): Promise<Checksums> {
  const isAsked = headers["x-amz-checksum-algorithm"] !== undefined;
  if (!isAsked && source.checksums["x-amz-checksum-type"] === "FULL_OBJECT") return source.checksums;
  const kept = isAsked
    ? undefined
    : Object.keys(source.checksums).find((name) => name !== "x-amz-checksum-type");
  const algorithm = algorithmOf(kept === undefined ? headers : { [kept]: "" });
  const digest = createDigest(algorithm);
  for await (const chunk of files.read(source.content, null)) digest.update(chunk);
  return {
    [checksumHeader(algorithm)]: digest.digest().toString("base64"),
    "x-amz-checksum-type": "FULL_OBJECT",
  };
}
