/**
 * The checksums that S3 supports (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html).
 * Node lacks two of them: CRC-32C (RFC 3720 §12.1) and CRC-64/NVME (NVM Express NVM Command Set, "64b CRC").
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { S3Error } from "./s3-error.ts";

export const ALGORITHMS = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"] as const;
export type ChecksumAlgorithm = (typeof ALGORITHMS)[number];

/** S3's default. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = "crc64nvme";

/** Digests in base64, by their header's name, and `x-amz-checksum-type`. */
export type Checksums = Readonly<Record<string, string>>;

export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm}`;

const DIGEST_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

export interface Digest {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case "crc32":
      return crc32Digest((chunk, value) => crc32(chunk, value));
    case "crc32c":
      return crc32Digest(crc32c);
    case "crc64nvme":
      return crc64Digest();
    default:
      return createHash(algorithm);
  }
}

function crc32Digest(step: (chunk: Uint8Array, value: number) => number): Digest {
  let value = 0;
  return {
    update: (chunk) => {
      value = step(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

/** Castagnoli's polynomial, bits reversed. */
const CASTAGNOLI = 0x82f63b78;

let castagnoliTable: Uint32Array | undefined;

function crc32c(chunk: Uint8Array, value: number): number {
  castagnoliTable ??= Uint32Array.from({ length: 256 }, (_, index) => {
    let entry = index;
    for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? (entry >>> 1) ^ CASTAGNOLI : entry >>> 1;
    return entry >>> 0;
  });
  let crc = ~value;
  for (const byte of chunk) crc = (crc >>> 8) ^ (castagnoliTable[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** The polynomial 0xAD93D23594C93659, bits reversed, in two halves: numbers have 53 bits, and big ones are slow. */
const NVME_HIGH = 0x9a6c9329;
const NVME_LOW = 0xac4bc9b5;

let nvmeTable: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

function makeNvmeTable() {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let [upper, lower] = [0, index];
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (lower & 1) === 1;
      lower = (lower >>> 1) | (upper << 31);
      upper >>>= 1;
      if (isOdd) [upper, lower] = [upper ^ NVME_HIGH, lower ^ NVME_LOW];
    }
    high[index] = upper;
    low[index] = lower;
  }
  return { high, low };
}

function crc64Digest(): Digest {
  nvmeTable ??= makeNvmeTable();
  const { high, low } = nvmeTable;
  let [upper, lower] = [-1, -1];
  return {
    update: (chunk) => {
      for (const byte of chunk) {
        const index = (lower ^ byte) & 0xff;
        lower = ((lower >>> 8) | (upper << 24)) ^ (low[index] ?? 0);
        upper = (upper >>> 8) ^ (high[index] ?? 0);
      }
    },
    digest: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(~upper >>> 0);
      bytes.writeUInt32BE(~lower >>> 0, 4);
      return bytes;
    },
  };
}

/** @throws S3Error InvalidRequest for an algorithm that S3 does not have */
export function readAlgorithm(name: string): ChecksumAlgorithm {
  const found = ALGORITHMS.find((algorithm) => algorithm === name.toLowerCase());
  if (found === undefined) {
    throw new S3Error(
      "InvalidRequest",
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  }
  return found;
}

/**
 * The algorithm that checks a request's body and is stored: from a digest in a header or a trailer, else by name, else S3's
 * default.
 *
 * @throws S3Error InvalidRequest if several are named
 */
export function algorithmOf(headers: Readonly<Record<string, unknown>>): ChecksumAlgorithm {
  const trailer = String(headers["x-amz-trailer"] ?? "").toLowerCase();
  const given = ALGORITHMS.filter(
    (algorithm) => headers[checksumHeader(algorithm)] !== undefined || trailer === checksumHeader(algorithm),
  );
  const [algorithm, ...others] = given;
  if (others.length > 0) {
    throw new S3Error(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  if (algorithm !== undefined) return algorithm;
  const named = headers["x-amz-sdk-checksum-algorithm"] ?? headers["x-amz-checksum-algorithm"];
  return named === undefined ? DEFAULT_ALGORITHM : readAlgorithm(String(named));
}

/** @throws S3Error for a digest that does not have its algorithm's form */
export function checkDigestForm(name: string, value: string): void {
  const algorithm = ALGORITHMS.find((one) => checksumHeader(one) === name);
  const bytes = name === "content-md5" ? 16 : algorithm === undefined ? null : DIGEST_BYTES[algorithm];
  if (bytes === null) return;
  const decoded = Buffer.from(value, "base64");
  if (decoded.length === bytes && decoded.toString("base64") === value) return;
  throw name === "content-md5"
    ? new S3Error("InvalidDigest", "The Content-MD5 you specified was invalid.")
    : new S3Error("InvalidRequest", `Value for ${name} header is invalid.`);
}
