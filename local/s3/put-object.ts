import type { IncomingMessage } from "node:http";
import { AwsChunkedDecoder } from "./aws-chunked-decoder.ts";
import { algorithmOf, type ChecksumAlgorithm, type Checksums } from "./checksums.ts";
import { readWriteConditions } from "./conditions.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { readTagHeader } from "./object-tags.ts";
import { incompleteBody, S3Error } from "./s3-error.ts";
import { type Spooled, spool } from "./spool.ts";
import { headersToKeep, withoutTransferCoding } from "./stored-headers.ts";

/** Headers whose value is a digest of the body; `x-amz-content-sha256` may also name a kind of signing. */
export const DIGEST_HEADER = /^(content-md5|x-amz-checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256))$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** S3's limit for one request: 5 GiB. */
const MAX_BODY_BYTES = 5 * 1024 ** 3;

/**
 * Receives the body of a request, without the SDKs' coding. It must arrive completely and match every digest.
 *
 * @param folder for the arriving body
 * @param algorithm the checksum to store; by default the one that the request names
 * @throws S3Error
 */
export async function receiveBody(
  request: IncomingMessage,
  folder: string,
  { algorithm, most = MAX_BODY_BYTES }: { algorithm?: ChecksumAlgorithm; most?: number } = {},
): Promise<Spooled> {
  const { headers } = request;
  const announced = headers["x-amz-decoded-content-length"];
  if (headers["content-length"] === undefined && announced === undefined) throw lengthMissing();
  const payload = String(headers["x-amz-content-sha256"] ?? "");
  const decoder = payload.startsWith("STREAMING-") ? new AwsChunkedDecoder() : null;
  const content =
    decoder === null ? request : request.on("error", (error) => decoder.destroy(error)).pipe(decoder);
  const digests = (): Checksums => {
    const trailers = Object.fromEntries(decoder?.trailers ?? []);
    checkTrailer(headers["x-amz-trailer"], trailers);
    const named = Object.entries({ ...headers, ...trailers });
    return {
      ...Object.fromEntries(named.filter(([name]) => DIGEST_HEADER.test(name))),
      ...(SHA256.test(payload) ? { "x-amz-content-sha256": payload } : {}),
    } as Checksums;
  };
  const spooled = await spool(content, folder, {
    algorithm: algorithm ?? algorithmOf(headers),
    digests,
    limits: { least: 0, most },
  });
  if (announced === undefined || Number(announced) === spooled.size) return spooled;
  await spooled.remove();
  throw incompleteBody();
}

const lengthMissing = (): S3Error =>
  new S3Error("MissingContentLength", "You must provide the Content-Length HTTP header.", { status: 411 });

/** Announced trailers must be there. */
function checkTrailer(announced: unknown, trailers: Checksums): void {
  const names = String(announced ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.some((name) => trailers[name] === undefined)) {
    throw new S3Error(
      "MalformedTrailerError",
      "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    );
  }
}

/** The ETag of an upload in one piece. */
export const etagOf = ({ md5 }: { readonly md5: string }): string => `"${md5}"`;

/** An object is stored only if it has arrived completely and its digests match. @throws S3Error */
export async function putObject(
  request: IncomingMessage,
  store: ObjectStore,
  bucket: string,
  key: string,
): Promise<StoredObject> {
  const check = readWriteConditions(request.headers);
  const headers = headersToKeep(withoutTransferCoding(request.headers));
  const tags = readTagHeader(request.headers["x-amz-tagging"]);
  const content = await receiveBody(request, store.files.arrivals);
  try {
    const checksums = { ...content.checksums, "x-amz-checksum-type": "FULL_OBJECT" };
    return store.put(
      bucket,
      key,
      { content, etag: etagOf(content), headers, checksums, tags, parts: [] },
      check,
    );
  } finally {
    await content.remove();
  }
}
