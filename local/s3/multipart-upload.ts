/**
 * Multipart uploads (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html).
 */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  ALGORITHMS,
  algorithmOf,
  type ChecksumAlgorithm,
  type Checksums,
  type ChecksumType,
  checksumHeader,
  createDigest,
  DEFAULT_ALGORITHM,
  readAlgorithm,
} from "./checksums.ts";
import { checkCopySource, readWriteConditions } from "./conditions.ts";
import type { ByteRange } from "./content-files.ts";
import { requireCopySource } from "./copy-source.ts";
import { readPartNumber } from "./get-object.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { readTagHeader } from "./object-tags.ts";
import { receiveBody } from "./put-object.ts";
import { childText, elements } from "./read-xml.ts";
import { checksumMismatch, invalidArgument, invalidRequest, malformedXml, S3Error } from "./s3-error.ts";
import { spool } from "./spool.ts";
import { headersToKeep } from "./stored-headers.ts";
import type { Part, Upload, UploadStore } from "./upload-store.ts";

/** The minimum size of every part except the last (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const MIN_PART_BYTES = 5 * 1024 ** 2;

export interface Stores {
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
}

/** The upload and, for a part, its number, from the request. */
interface Named {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

/** CreateMultipartUpload. @throws S3Error */
export function beginUpload(
  headers: IncomingHttpHeaders,
  { uploads }: Stores,
  { bucket, key }: Named,
): Upload {
  const named = headers["x-amz-checksum-algorithm"];
  const algorithm = named === undefined ? DEFAULT_ALGORITHM : readAlgorithm(String(named));
  return uploads.begin(bucket, key, {
    headers: headersToKeep(headers),
    tags: readTagHeader(headers["x-amz-tagging"]),
    algorithm,
    checksumType: readChecksumType(algorithm, headers["x-amz-checksum-type"]?.toString()),
    isChosen: named !== undefined,
  });
}

/** CRC-64/NVME covers the whole object, SHA its parts' digests; the others may be either. */
function readChecksumType(algorithm: ChecksumAlgorithm, asked: string | undefined): ChecksumType {
  const allowed: readonly ChecksumType[] =
    algorithm === "crc64nvme"
      ? ["FULL_OBJECT"]
      : algorithm.startsWith("sha")
        ? ["COMPOSITE"]
        : ["COMPOSITE", "FULL_OBJECT"];
  if (asked === undefined) return allowed[0] ?? "FULL_OBJECT";
  const type = allowed.find((one) => one === asked);
  if (type === undefined) {
    throw invalidRequest(
      `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  }
  return type;
}

const uploadOf = (uploads: UploadStore, { bucket, key, query }: Named): Upload =>
  uploads.require(bucket, key, query.get("uploadId") ?? "");

/** UploadPart. @throws S3Error */
export async function uploadPart(
  request: IncomingMessage,
  { objects, uploads }: Stores,
  named: Named,
): Promise<Part> {
  const number = readPartNumber(named.query.get("partNumber"));
  const upload = uploadOf(uploads, named);
  const given = givenAlgorithm(request.headers);
  if (given !== null && upload.isChosen && given !== upload.algorithm) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm}, actual checksum Type: ${given}`,
    );
  }
  // The part's own digest is verified; the stored one has the upload's algorithm.
  const content = await receiveBody(request, objects.files.arrivals, {
    algorithm: given ?? upload.algorithm,
  });
  try {
    return uploads.putPart(upload, number, content);
  } finally {
    await content.remove();
  }
}

/** Null if a part has no digest. */
function givenAlgorithm(headers: IncomingHttpHeaders): ChecksumAlgorithm | null {
  const isGiven =
    headers["x-amz-trailer"] !== undefined ||
    ALGORITHMS.some((algorithm) => headers[checksumHeader(algorithm)] !== undefined);
  return isGiven ? algorithmOf(headers) : null;
}

/** UploadPartCopy. @throws S3Error */
export async function copyPart(
  { headers }: IncomingMessage,
  { objects, uploads }: Stores,
  named: Named,
): Promise<Part> {
  const number = readPartNumber(named.query.get("partNumber"));
  const upload = uploadOf(uploads, named);
  const source = requireCopySource(objects, String(headers["x-amz-copy-source"]));
  checkCopySource(source, headers);
  const range = readCopyRange(headers["x-amz-copy-source-range"]?.toString(), source.size);
  const content = await spool(objects.files.read(source.content, range), objects.files.arrivals, {
    algorithm: upload.algorithm,
  });
  try {
    return uploads.putPart(upload, number, content);
  } finally {
    await content.remove();
  }
}

/** Unlike `Range`, it must be exactly `bytes=first-last` within the object. */
function readCopyRange(header: string | undefined, size: number): ByteRange | null {
  if (header === undefined) return null;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === undefined || range.first > range.last) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      header,
    );
  }
  if (range.last >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      "x-amz-copy-source-range",
      header,
    );
  }
  return range;
}

/** AbortMultipartUpload. @throws S3Error NoSuchUpload */
export function abortUpload({ uploads }: Stores, named: Named): void {
  uploads.end(uploadOf(uploads, named));
}

/** The upload and its parts, for ListParts. @throws S3Error NoSuchUpload */
export function partsOf({ uploads }: Stores, named: Named): { upload: Upload; parts: readonly Part[] } {
  const upload = uploadOf(uploads, named);
  return { upload, parts: uploads.parts(upload) };
}

/** CompleteMultipartUpload. @throws S3Error */
export async function completeUpload(
  { headers }: IncomingMessage,
  body: string,
  { objects, uploads }: Stores,
  named: Named,
): Promise<StoredObject> {
  const upload = uploadOf(uploads, named);
  const check = readWriteConditions(headers);
  const parts = chooseParts(body, uploads.parts(upload));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const expected = headers["x-amz-mp-object-size"];
  if (expected !== undefined && Number(expected) !== size) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
    );
  }
  const file = join(objects.files.arrivals, randomUUID());
  try {
    const joined = await joinParts(parts, objects, upload.algorithm, file);
    const checksums = checksumsOf(upload, parts, joined.checksum);
    checkExpectedChecksum(headers, checksums);
    const object = objects.put(
      named.bucket,
      named.key,
      {
        content: { file, size, md5: joined.md5, checksums: {}, remove: async () => {} },
        etag: `"${digestOfDigests(
          "md5",
          parts.map(({ md5 }) => Buffer.from(md5, "hex")),
        ).toString("hex")}-${parts.length}"`,
        headers: upload.headers,
        checksums,
        tags: upload.tags,
        parts: parts.map((part) => part.size),
      },
      // Of two concurrent completions, the second finds no upload.
      (current) => {
        uploads.require(named.bucket, named.key, upload.id);
        check(current);
      },
    );
    uploads.end(upload);
    return object;
  } finally {
    await rm(file, { force: true });
  }
}

/** The parts of the request's body, in its order. */
function chooseParts(body: string, parts: readonly Part[]): readonly Part[] {
  if (!/<CompleteMultipartUpload[\s>]/.test(body)) throw malformedXml();
  const chosen = elements(body, "Part").map((element) => {
    const number = childText(element, "PartNumber");
    const etag = childText(element, "ETag");
    if (number === undefined || etag === undefined || !/^\d{1,5}$/.test(number)) throw malformedXml();
    const part = parts.find((one) => one.number === Number(number));
    if (part === undefined || part.md5 !== etag.replaceAll('"', "")) throw invalidPart();
    checkPartChecksums(element, part);
    return part;
  });
  if (chosen.length === 0) throw malformedXml();
  if (chosen.some((part, index) => part.number <= (chosen[index - 1]?.number ?? 0))) {
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
    );
  }
  const small = chosen.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small !== undefined) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
      details: {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartNumber: String(small.number),
        ETag: small.md5,
      },
    });
  }
  return chosen;
}

const invalidPart = (): S3Error =>
  new S3Error(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  );

function checkPartChecksums(element: string, part: Part): void {
  for (const algorithm of ALGORITHMS) {
    const given = childText(element, `Checksum${algorithm.toUpperCase()}`);
    const kept = part.checksums[checksumHeader(algorithm)];
    if (given !== undefined && kept !== undefined && given !== kept) throw invalidPart();
  }
}

/** Concatenates the parts. */
async function joinParts(
  parts: readonly Part[],
  { files }: ObjectStore,
  algorithm: ChecksumAlgorithm,
  file: string,
): Promise<{ md5: string; checksum: Buffer }> {
  const md5 = createHash("md5");
  const checksum = createDigest(algorithm);
  async function* bytes() {
    for (const { content } of parts) {
      for await (const chunk of files.read(content, null)) {
        for (const digest of [md5, checksum]) digest.update(chunk);
        yield chunk;
      }
    }
  }
  await pipeline(Readable.from(bytes()), createWriteStream(file, { mode: 0o600 }));
  return { md5: md5.digest("hex"), checksum: checksum.digest() };
}

const digestOfDigests = (algorithm: "md5" | ChecksumAlgorithm, digests: readonly Buffer[]): Buffer => {
  const digest = algorithm === "md5" ? createHash("md5") : createDigest(algorithm);
  for (const one of digests) digest.update(one);
  return digest.digest();
};

function checksumsOf({ algorithm, checksumType }: Upload, parts: readonly Part[], whole: Buffer): Checksums {
  const name = checksumHeader(algorithm);
  const type = { "x-amz-checksum-type": checksumType };
  if (checksumType === "FULL_OBJECT") return { [name]: whole.toString("base64"), ...type };
  const digests = parts.map(({ checksums }) => checksums[name]);
  // A part with another kind of digest than the upload's has none for it.
  if (digests.some((digest) => digest === undefined)) return {};
  const composite = digestOfDigests(
    algorithm,
    digests.map((digest) => Buffer.from(digest ?? "", "base64")),
  );
  return { [name]: `${composite.toString("base64")}-${parts.length}`, ...type };
}

function checkExpectedChecksum(headers: IncomingHttpHeaders, checksums: Checksums): void {
  for (const algorithm of ALGORITHMS) {
    const name = checksumHeader(algorithm);
    const given = headers[name];
    if (given !== undefined && given !== checksums[name]) throw checksumMismatch(name);
  }
}
