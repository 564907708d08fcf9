import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** Digits of a code. */
export const CODE_LENGTH = 6;

const CODES = 10 ** CODE_LENGTH;

const spell = (value: number) => String(value).padStart(CODE_LENGTH, "0");

/** An unpredictable code. */
export function makeCode(): string {
  return spell(randomInt(CODES));
}

/** The digits of what a user typed, without the spaces that mail programs and people add. */
export function readCode(answer: string): string | undefined {
  const digits = answer.replace(/\s/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** 128 random bits that identify a challenge, in base64url. */
export const makeChallengeId = () => randomBytes(16).toString("base64url");

/** 256 random bits, in base64url. */
export const makeSecret = () => randomBytes(32).toString("base64url");

/** Keyed, because without a key a million codes are quickly tried. */
export function digestOf(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** Compares two digests in constant time. */
export function isSameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 48 bits of a digest: the remainder of a million favours no code by more than one in 10⁸. */
function padOf(seed: string): number {
  return createHmac("sha256", seed).update("pad").digest().readUIntBE(0, 6) % CODES;
}

/** Encrypts a code with a seed that is used only once (a one-time pad): without the seed, every code is equally likely. */
export function sealCode(code: string, seed: string): string {
  return spell((Number(code) + padOf(seed)) % CODES);
}

export function openCode(sealed: string, seed: string): string {
  return spell((Number(sealed) - padOf(seed) + CODES) % CODES);
}
