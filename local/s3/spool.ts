import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import type { SizeLimits } from "./post-policy.ts";
import { checksumMismatch, entityTooLarge, entityTooSmall } from "./s3-error.ts";

/** A body that has arrived whole and was accepted, waiting in a file of its own. */
export interface Spooled {
  /** Path of the file; whoever keeps the body moves it. */
  readonly file: string;
  readonly size: number;
  /** Of the content, in hexadecimal. */
  readonly md5: string;
  /** The digests it was sent with and held to, by header: `x-amz-checksum-sha256` and its like. */
  readonly checksums: Checksums;
  open(): Readable;
  /** Removes what is still there. */
  remove(): Promise<void>;
}

/** Digests of a body, by the header that names one. */
export type Checksums = Readonly<Record<string, string>>;

/** What a body is held to before anything of it is stored. */
interface Expectations {
  readonly limits?: SizeLimits;
  /** Asked for when the whole body has been read, because some stand behind it. */
  readonly checksums?: () => Checksums;
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
  { limits, checksums }: Expectations,
): Promise<Spooled> {
  const file = join(folder, randomUUID());
  const digests = new Digests();
  let size = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      // Beyond the limit only the size still matters, for the error names it.
      if (limits !== undefined && size > limits.most) return done();
      digests.update(chunk);
      done(null, chunk);
    },
  });
  const remove = () => rm(file, { force: true });
  try {
    await pipeline(content, meter, createWriteStream(file, { mode: 0o600 }));
    if (limits !== undefined && size > limits.most) throw entityTooLarge(size, limits.most);
    if (limits !== undefined && size < limits.least) throw entityTooSmall(size, limits.least);
    const { md5, checked } = digests.check(checksums?.() ?? {});
    return { file, size, md5, checksums: checked, open: () => createReadStream(file), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The digests that Node has; S3's others (CRC32C, CRC64NVME) pass unchecked. */
class Digests {
  readonly #md5 = createHash("md5");
  readonly #sha1 = createHash("sha1");
  readonly #sha256 = createHash("sha256");
  #crc32 = 0;

  update(chunk: Buffer): void {
    this.#crc32 = crc32(chunk, this.#crc32);
    for (const hash of [this.#md5, this.#sha1, this.#sha256]) hash.update(chunk);
  }

  /** @returns the content's MD5 in hexadecimal, and those of the expected digests that S3 keeps */
  check(expected: Checksums): { md5: string; checked: Checksums } {
    const md5 = this.#md5.digest();
    const sha256 = this.#sha256.digest();
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(this.#crc32);
    const calculated: Checksums = {
      "content-md5": md5.toString("base64"),
      "x-amz-content-sha256": sha256.toString("hex"),
      "x-amz-checksum-crc32": crc.toString("base64"),
      "x-amz-checksum-sha1": this.#sha1.digest("base64"),
      "x-amz-checksum-sha256": sha256.toString("base64"),
    };
    for (const [name, value] of Object.entries(expected))
      if (name in calculated && calculated[name] !== value) throw checksumMismatch(name);
    const checked = Object.entries(expected).filter(
      ([name]) => name.startsWith("x-amz-checksum-") && name in calculated,
    );
    return { md5: md5.toString("hex"), checked: Object.fromEntries(checked) };
  }
}
