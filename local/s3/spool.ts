import { createHash, type Hash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import type { SizeLimits } from "./post-policy.ts";
import { checksumMismatch, entityTooLarge, entityTooSmall } from "./s3-error.ts";

/** A body that has arrived whole and was accepted, waiting in a temporary file. */
export interface Spooled {
  readonly size: number;
  open(): Readable;
  remove(): Promise<void>;
}

/** What a body is held to before anything of it is stored. */
export interface Expectations {
  readonly limits?: SizeLimits;
  /** Checksums by the name of their header, in base64; asked for when the whole body has been read. */
  readonly checksums?: () => Readonly<Record<string, string>>;
}

/**
 * Reads a body to its end into a temporary file and checks it, so that a refused upload never replaces what is stored.
 *
 * @throws S3Error
 */
export async function spool(content: Readable, { limits, checksums }: Expectations): Promise<Spooled> {
  const file = join(tmpdir(), `local-s3-${randomUUID()}`);
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
    digests.check(checksums?.() ?? {});
  } catch (error) {
    await remove();
    throw error;
  }
  return { size, open: () => createReadStream(file), remove };
}

/** The checksums that Node has; S3's others (CRC32C, CRC64NVME) pass unchecked. */
class Digests {
  #crc32 = 0;
  readonly #hashes: Readonly<Record<string, Hash>> = {
    "x-amz-checksum-sha1": createHash("sha1"),
    "x-amz-checksum-sha256": createHash("sha256"),
  };

  update(chunk: Buffer): void {
    this.#crc32 = crc32(chunk, this.#crc32);
    for (const hash of Object.values(this.#hashes)) hash.update(chunk);
  }

  check(expected: Readonly<Record<string, string>>): void {
    const calculated: Record<string, string> = { "x-amz-checksum-crc32": this.#crc32Base64() };
    for (const [name, hash] of Object.entries(this.#hashes)) calculated[name] = hash.digest("base64");
    for (const [name, value] of Object.entries(expected))
      if (name in calculated && calculated[name] !== value)
        throw checksumMismatch(name.slice("x-amz-checksum-".length).toUpperCase());
  }

  #crc32Base64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc32);
    return bytes.toString("base64");
  }
}
