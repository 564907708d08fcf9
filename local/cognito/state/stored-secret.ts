import { createHash } from "node:crypto";

/**
 * What the database keeps of a long random string that a client holds (session, refresh token): enough to find it, nothing
 * to use. A plain SHA-256 will do, because the strings are too long to guess.
 */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
