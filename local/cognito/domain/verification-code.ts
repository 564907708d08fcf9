/** One-time codes: digits, bound to where they were sent, kept as a hash, alive for a while. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

const HOUR = 60 * 60 * 1000;

/** How long a code lives, in milliseconds (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). */
export const CODE_LIFETIME = {
  "sign-up": 24 * HOUR,
  "forgot-password": HOUR,
  "verify-email": 24 * HOUR,
  "verify-phone_number": 24 * HOUR,
} as const;

const SALT_BYTES = 16;

/** A code is valid only for its address, which is part of the hash. */
function hashWith(salt: Buffer, code: string, destination: string): Buffer {
  const digest = createHash("sha256").update(salt).update(`${code}|${destination}`).digest();
  return Buffer.concat([salt, digest]);
}

/** A code for the address, and its stored hash. */
export function createCode(
  destination: string,
  digits: number = 6,
): { readonly code: string; readonly hash: Buffer } {
  const code = randomInt(10 ** digits)
    .toString()
    .padStart(digits, "0");
  return { code, hash: hashWith(randomBytes(SALT_BYTES), code, destination) };
}

/** Whether it is the code that was sent to that address, compared in constant time. */
export function isCode(code: string, destination: string, kept: Buffer): boolean {
  return timingSafeEqual(hashWith(kept.subarray(0, SALT_BYTES), code, destination), kept);
}
