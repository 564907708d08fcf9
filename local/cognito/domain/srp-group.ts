/**
 * The arithmetic under Cognito's SRP: the 3072-bit group of RFC 5054 appendix A (generator 2), numbers as big-endian bytes,
 * and Java's way of writing a positive integer, which Cognito hashes.
 */
import { constants, createDiffieHellmanGroup, createHash, createPublicKey, publicEncrypt } from "node:crypto";
import { createFixedBasePower } from "./fixed-base-power.ts";

/** RFC 3526 group 15, the prime RFC 5054 takes over for SRP. Named groups skip OpenSSL's slow primality check. */
const prime = createDiffieHellmanGroup("modp15").getPrime();
const primeLength = prime.length;
const primeForJwk = prime.toString("base64url");

/** N, the group's prime. */
export const N: bigint = toInteger(prime);
/** g, the group's generator. */
export const g = 2n;

export function toInteger(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

/** Big-endian, without leading zeros. */
export function toBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

/** As Java's `BigInteger.toByteArray()` writes a positive number: a leading zero byte where the top bit is set. */
export function padded(value: bigint): Buffer {
  const bytes = toBytes(value);
  return (bytes.readUInt8(0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
}

export function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * base^exponent mod N, natively: about a millisecond for a 256-bit exponent, where BigInt takes seven. It is RSA's public
 * operation (RSAEP, RFC 8017 §5.1.1), m^e mod n for any m < n, with N for the modulus; the Diffie-Hellman interface would
 * check the prime for two seconds first. OpenSSL does not run it in constant time, which is good enough on a laptop.
 */
export function power(base: bigint, exponent: Buffer): bigint {
  const key = createPublicKey({
    key: { kty: "RSA", n: primeForJwk, e: exponent.toString("base64url") },
    format: "jwk",
  });
  const bytes = toBytes(base % N);
  const message = Buffer.concat([Buffer.alloc(primeLength - bytes.length), bytes]);
  return toInteger(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

/** g^exponent mod N for an exponent of 32 bytes: what every password and every SRP exchange takes. */
export const powerOfG = createFixedBasePower(g, N);
