/** One-time codes: six digits, kept as a hash, alive for a while. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

const HOUR = 60 * 60 * 1000;

/** How long a code lives, in milliseconds (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). */
export const CODE_LIFETIME = { signUp: 24 * HOUR, forgotPassword: HOUR } as const;

const SALT_BYTES = 16;

function hashWith(salt: Buffer, code: string): Buffer {
  return Buffer.concat([salt, createHash("sha256").update(salt).update(code).digest()]);
}

/** A code for the user, and what is kept of it. */
export function createCode(): { readonly code: string; readonly hash: Buffer } {
  const code = randomInt(1_000_000).toString().padStart(6, "0");
  return { code, hash: hashWith(randomBytes(SALT_BYTES), code) };
}

/** Whether it is the code that was sent, compared in constant time. */
export function isCode(code: string, kept: Buffer): boolean {
  return timingSafeEqual(hashWith(kept.subarray(0, SALT_BYTES), code), kept);
}
