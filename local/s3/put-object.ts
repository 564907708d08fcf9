import type { IncomingMessage } from "node:http";
import { AwsChunkedDecoder } from "./aws-chunked-decoder.ts";
import type { ObjectStore } from "./object-store.ts";
import { incompleteBody, preconditionFailed } from "./s3-error.ts";
import { type Checksums, type Spooled, spool } from "./spool.ts";

/** Headers whose value is a digest of the body; `x-amz-content-sha256` may also name a kind of signing. */
export const DIGEST_HEADER = /^(content-md5|x-amz-checksum-[a-z0-9]+)$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Takes the body of a PUT, without the coding that SDKs put around it, when it has arrived whole and every digest is right.
 *
 * @param folder where the body waits
 * @throws S3Error
 */
export async function receiveBody(request: IncomingMessage, folder: string): Promise<Spooled> {
  const { headers } = request;
  const payload = String(headers["x-amz-content-sha256"] ?? "");
  const decoder = payload.startsWith("STREAMING-") ? new AwsChunkedDecoder() : null;
  const content =
    decoder === null ? request : request.on("error", (error) => decoder.destroy(error)).pipe(decoder);
  const checksums = (): Checksums => {
    const named = Object.entries({ ...headers, ...Object.fromEntries(decoder?.trailers ?? []) });
    return {
      ...Object.fromEntries(named.filter(([name]) => DIGEST_HEADER.test(name))),
      ...(SHA256.test(payload) ? { "x-amz-content-sha256": payload } : {}),
    } as Checksums;
  };
  const spooled = await spool(content, folder, { checksums });
  const announced = headers["x-amz-decoded-content-length"];
  if (announced === undefined || Number(announced) === spooled.size) return spooled;
  await spooled.remove();
  throw incompleteBody();
}

/** The headers of a PUT as they describe the body once its coding is off. */
export function headersWithoutCoding(headers: IncomingMessage["headers"]): Record<string, string> {
  const { "content-encoding": encoding, "transfer-encoding": _, ...others } = headers;
  const remaining = (encoding ?? "")
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "aws-chunked" && coding !== "")
    .join(",");
  const described = remaining === "" ? others : { ...others, "content-encoding": remaining };
  return Object.fromEntries(Object.entries(described).map(([name, value]) => [name, String(value)]));
}

/**
 * Conditional writes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 *
 * @throws S3Error PreconditionFailed
 */
export async function checkConditions(
  { headers }: IncomingMessage,
  store: ObjectStore,
  bucket: string,
  key: string,
): Promise<void> {
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = headers;
  if (ifNoneMatch === undefined && ifMatch === undefined) return;
  const current = await store.find(bucket, key);
  if (ifNoneMatch === "*" && current !== null) throw preconditionFailed("If-None-Match");
  if (ifMatch !== undefined && current?.etag !== quoted(ifMatch)) throw preconditionFailed("If-Match");
}

const quoted = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`);
