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

/** A body that has arrived whole and was accepted, waiting in a file of its own. */
export interface Spooled {
  /** Path of the file; the caller that keeps the body moves it. */
  readonly file: string;
  readonly size: number;
  /** Of the content, in hexadecimal. */
  readonly md5: string;
  /** By header: `x-amz-checksum-sha256` and its like. */
  readonly checksums: Checksums;
  /** Removes what is still there. */
  remove(): Promise<void>;
}

/** What a body is held to before anything of it is stored. */
interface Expectations {
  readonly limits?: SizeLimits;
  /** The checksum that is kept with the object. */
  readonly algorithm: ChecksumAlgorithm;
  /** Digests by header. Asked for when the whole body has been read, because some stand behind it. */
  readonly digests?: () => Checksums;
}

/**
 * Reads a body to its end into a file and checks it, so that a refused upload never replaces what is stored.
 *
 * @param folder where the file goes
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
      // Beyond the limit only the size still matters, for the error names it.
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
