import { randomBytes } from "node:crypto";

/** The largest number of 48 bits. */
const LAST = 2 ** 48 - 1;

/**
 * An id that sorts before all that were made in earlier milliseconds, so that S3, which lists by key, lists the newest files first. A
 * UUID of version 8 (RFC 9562 §5.8): 48 bits that count down to the time's end, 74 random bits.
 */
export function newFileId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(LAST - now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
