import { createHash } from "node:crypto";

/**
 * The id of a user's avatar: a UUID made from the user's id (version 8: RFC 9562 §5.8). So a user has one avatar id and one
 * key, and a new upload replaces the avatar when S3 has all of it. No job has to clean up, and two uploads can't leave two
 * avatars.
 */
export function avatarIdOf(sub: string): string {
  const digest = createHash("sha256").update(`avatar of ${sub}`).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
