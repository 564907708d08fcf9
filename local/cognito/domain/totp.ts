/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, six digits, a new one every 30 seconds. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const STEP_SECONDS = 30;
const DIGITS = 6;
/** RFC 4226 §4, R6: 160 bits recommended. */
const SECRET_BYTES = 20;
/** RFC 6238 §5.2: "at most one time step is allowed as the network delay"; clocks may differ in both directions. */
const DRIFT = [0, -1, 1] as const;

export function createTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 §6, for lengths that need no padding: the `SecretCode` that goes into the app. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five, 2))).join("");
}

/** HOTP (RFC 4226 §5.3) of a time step. */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const truncated = digest.readUInt32BE(offset) & 0x7fffffff;
  return (truncated % 10 ** DIGITS).toString().padStart(DIGITS, "0");
}

/** @param milliseconds since the Unix epoch */
export function timeStep(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/**
 * The time step of a code: the current one or one next to it; `null` for a wrong code. All are compared, in constant time.
 * @param now milliseconds since the Unix epoch
 */
export function matchTotp(secret: Buffer, code: string, now: number): number | null {
  const given = Buffer.from(code);
  const matches = DRIFT.map((drift) => timeStep(now) + drift).filter((step) => {
    const expected = Buffer.from(totpCode(secret, step));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matches[0] ?? null;
}
