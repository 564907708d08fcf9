import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type ChecksumAlgorithm,
  type Checksums,
  checkDigestForm,
  checksumHeader,
  createDigest,
} from "./checksums.ts";
import type { SizeLimits } from "./post-policy.ts";
import { checksumMismatch, entityTooLarge, entityTooSmall } from "./s3-error.ts";

/** A complete and accepted body in a temporary file. */
export interface Spooled {
  /** Path of the file; a caller that keeps the body moves it. */
  readonly file: string;
  readonly size: number;
  /** Of the content, in hexadecimal. */
  readonly md5: string;
  /** By header: `x-amz-checksum-sha256` and similar ones. */
  readonly checksums: Checksums;
  /** Removes the file if it still exists. */
  remove(): Promise<void>;
}

/** The checks of a body before it is stored. */
interface Expectations {
  readonly limits?: SizeLimits;
  /** The checksum that is stored with the object. */
  readonly algorithm: ChecksumAlgorithm;
  /** Digests by header. Called after the whole body was read, because some digests come after it. */
  readonly digests?: () => Checksums;
}

/**
 * Reads a whole body into a file and checks it, so that a refused upload never replaces a stored object.
 *
 * @param folder for the file
 * @throws S3Error
 */
export async function spool(
  content: Readable,
  folder: string,
  { limits, algorithm, digests }: Expectations,
): Promise<Spooled> {
  const file = join(folder, randomUUID());
  const md5 = createHash("md5");
  const sha256 = createHash("sha256");
  const checksum = createDigest(algorithm);
  let size = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      // Beyond the limit only the size matters, because the error names it.
      if (limits !== undefined && size > limits.most) return done();
      for (const digest of [md5, sha256, checksum]) digest.update(chunk);
      done(null, chunk);
    },
  });
  const remove = () => rm(file, { force: true });
  try {
    await pipeline(content, meter, createWriteStream(file, { mode: 0o600 }));
    if (limits !== undefined && size > limits.most) throw entityTooLarge(size, limits.most);
    if (limits !== undefined && size < limits.least) throw entityTooSmall(size, limits.least);
    const [md5Bytes, sha256Bytes] = [md5.digest(), sha256.digest()];
    const kept = { [checksumHeader(algorithm)]: checksum.digest().toString("base64") };
    check(digests?.() ?? {}, {
      ...kept,
      "content-md5": md5Bytes.toString("base64"),
      "x-amz-content-sha256": sha256Bytes.toString("hex"),
    });
    return { file, size, md5: md5Bytes.toString("hex"), checksums: kept, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function check(expected: Checksums, calculated: Checksums): void {
  for (const [name, value] of Object.entries(expected)) {
    checkDigestForm(name, value);
    if (calculated[name] !== value) throw checksumMismatch(name);
  }
}
