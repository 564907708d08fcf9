/** Writes other systems' hashes in the notations that Cognito takes: bcrypt's own, and PHC strings. */
import { type HashAlgorithm, readPasswordHash } from "../../../local/cognito/domain/password-hash.ts";
import type { MovingPassword } from "./moving-user.ts";

/** A password that can't come along. */
export const stays = (reason: string): MovingPassword => ({ kind: "stays", reason });

/** The hash, if it is one that can be imported; the reason otherwise. */
export function asHash(algorithm: HashAlgorithm, text: string): MovingPassword {
  const read = readPasswordHash(algorithm, text);
  return read.kind === "hash" ? { kind: "hash", algorithm, text } : stays(read.reason);
}

/** PHC's Base64: the standard alphabet without padding. */
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

interface Derived {
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

const tail = ({ salt, key }: Derived): string => `$${base64(salt)}$${base64(key)}`;

/** PBKDF2 with HMAC-SHA-256. */
export const pbkdf2Hash = (iterations: number, derived: Derived): MovingPassword =>
  asHash("PBKDF2_SHA256", `$pbkdf2-sha256$i=${iterations}${tail(derived)}`);

/** @param settings `memory` is in KiB */
export const argon2idHash = (
  { memory, passes, parallelism }: Readonly<Record<"memory" | "passes" | "parallelism", number>>,
  derived: Derived,
): MovingPassword =>
  asHash("ARGON2ID", `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}${tail(derived)}`);

/** @param settings `cost` is scrypt's N */
export function scryptHash(
  { cost, blockSize, parallelization }: Readonly<Record<"cost" | "blockSize" | "parallelization", number>>,
  derived: Derived,
): MovingPassword {
  const ln = Math.log2(cost);
  return Number.isInteger(ln)
    ? asHash("SCRYPT", `$scrypt$ln=${ln},r=${blockSize},p=${parallelization}${tail(derived)}`)
    : stays("The cost of scrypt is not a power of two.");
}
