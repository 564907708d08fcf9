import { describe, expect, test } from "@jest/globals";
import { type HashAlgorithm, readPasswordHash } from "../../../../../local/cognito/domain/password-hash.ts";
import { HASH_ALGORITHMS, hashOf } from "../../../../support/worlds/password-hashes.ts";

const SALT = "c29tZXNhbHRzb21lc2FsdA";
const KEY = "a".repeat(43);
const reasonOf = (algorithm: HashAlgorithm, text: string) => {
  const read = readPasswordHash(algorithm, text);
  return read.kind === "refused" ? read.reason : "taken";
};

test.each(HASH_ALGORITHMS)("what %s writes is read, and no other algorithm reads it", (algorithm) => {
  const text = hashOf(algorithm, "secret");
  expect(readPasswordHash(algorithm, text)).toMatchObject({ kind: "hash", hash: { algorithm } });
  for (const other of HASH_ALGORITHMS.filter((name) => name !== algorithm)) {
    expect(reasonOf(other, text)).toMatch(/^The password hash is not /);
  }
});

test("parameters, salt and key are read as they are written", () => {
  expect(readPasswordHash("ARGON2ID", `$argon2id$v=19$m=7168,t=5,p=2$${SALT}$${KEY}`)).toEqual({
    kind: "hash",
    hash: {
      algorithm: "ARGON2ID",
      memory: 7168,
      passes: 5,
      parallelism: 2,
      salt: Buffer.from("somesaltsomesalt"),
      key: Buffer.from(KEY, "base64"),
    },
  });
  expect(readPasswordHash("SCRYPT", `$scrypt$ln=15,r=8,p=1$${SALT}$${KEY}`)).toMatchObject({
    hash: { cost: 32768, blockSize: 8, parallelization: 1 },
  });
  expect(readPasswordHash("PBKDF2_SHA256", `$pbkdf2-sha256$i=600000,l=32$${SALT}$${KEY}`)).toMatchObject({
    hash: { iterations: 600_000 },
  });
  expect(readPasswordHash("BCRYPT", `$2y$12$${"a".repeat(53)}`)).toMatchObject({ hash: { cost: 12 } });
});

const NOT_BCRYPT = "The password hash is not a bcrypt hash ($2a$, $2b$ or $2y$).";
const NOT_ARGON2ID = "The password hash is not an argon2id hash ($argon2id$v=19$m=…,t=…,p=…$salt$hash).";
const NOT_SCRYPT = "The password hash is not a scrypt hash ($scrypt$ln=…,r=…,p=…$salt$hash).";
const NOT_PBKDF2 = "The password hash is not a PBKDF2 hash with SHA-256 ($pbkdf2-sha256$i=…$salt$hash).";
const bcrypt = (cost: string, length = 53) => `$2b$${cost}$${"a".repeat(length)}`;
const argon2id = (parameters: string) => `$argon2id$v=19$${parameters}$${SALT}$${KEY}`;
const scrypt = (parameters: string) => `$scrypt$${parameters}$${SALT}$${KEY}`;
const pbkdf2 = (parameters: string, key = KEY) => `$pbkdf2-sha256$${parameters}$${SALT}$${key}`;
const PBKDF2_LIMIT = "i must not exceed 5000000 for each 32 bytes of the key.";

describe("is refused, without a word of the hash:", () => {
  test.each<[string, HashAlgorithm, string, string]>([
    ["bcrypt's broken version", "BCRYPT", `$2x$10$${"a".repeat(53)}`, NOT_BCRYPT],
    ["a bcrypt hash that is cut short", "BCRYPT", bcrypt("10", 52), NOT_BCRYPT],
    ["a bcrypt hash with one character more", "BCRYPT", bcrypt("10", 54), NOT_BCRYPT],
    ["a bcrypt hash after something else", "BCRYPT", `x${bcrypt("10")}`, NOT_BCRYPT],
    ["a bcrypt cost below 4", "BCRYPT", bcrypt("03"), NOT_BCRYPT],
    ["a bcrypt cost above 31", "BCRYPT", bcrypt("32"), NOT_BCRYPT],
    ["argon2i", "ARGON2ID", `$argon2i$v=19$m=4096,t=3,p=1$${SALT}$${KEY}`, NOT_ARGON2ID],
    [
      "argon2id 1.0, which has no version",
      "ARGON2ID",
      `$argon2id$m=4096,t=3,p=1$${SALT}$${KEY}`,
      NOT_ARGON2ID,
    ],
    ["a parameter twice", "ARGON2ID", argon2id("m=4096,t=3,t=3,p=1"), NOT_ARGON2ID],
    ["a missing parameter", "SCRYPT", scrypt("ln=15,r=8"), NOT_SCRYPT],
    ["an unknown parameter", "SCRYPT", scrypt("ln=15,r=8,p=1,x=1"), NOT_SCRYPT],
    ["an scrypt hash with a version", "SCRYPT", `$scrypt$v=1$ln=15,r=8,p=1$${SALT}$${KEY}`, NOT_SCRYPT],
    ["an scrypt hash after something else", "SCRYPT", `x${scrypt("ln=15,r=8,p=1")}`, NOT_SCRYPT],
    ["PBKDF2 with SHA-512", "PBKDF2_SHA256", `$pbkdf2-sha512$i=1000$${SALT}$${KEY}`, NOT_PBKDF2],
    ["PBKDF2 with a version", "PBKDF2_SHA256", `$pbkdf2-sha256$v=1$i=1000$${SALT}$${KEY}`, NOT_PBKDF2],
    ["a length that is not the key's", "PBKDF2_SHA256", pbkdf2("i=1000,l=64"), NOT_PBKDF2],
    ["padded Base64", "PBKDF2_SHA256", `${pbkdf2("i=1000")}=`, NOT_PBKDF2],
    ["no hash at all", "PBKDF2_SHA256", "secret", NOT_PBKDF2],
  ])("%s", (_, algorithm, text, reason) => {
    expect(reasonOf(algorithm, text)).toBe(reason);
    expect(reason).not.toContain(text);
  });

  test.each<[string, HashAlgorithm, string, string]>([
    ["argon2id with less memory than its lanes need", "ARGON2ID", argon2id("m=15,t=1,p=2"), "argon2id"],
    ["argon2id without a pass", "ARGON2ID", argon2id("m=8,t=0,p=1"), "argon2id"],
    ["argon2id without a lane", "ARGON2ID", argon2id("m=8,t=1,p=0"), "argon2id"],
    ["scrypt without blocks", "SCRYPT", scrypt("ln=4,r=0,p=1"), "scrypt"],
    ["scrypt with N = 1", "SCRYPT", scrypt("ln=0,r=8,p=1"), "scrypt"],
    ["scrypt without a lane", "SCRYPT", scrypt("ln=4,r=8,p=0"), "scrypt"],
    ["PBKDF2 without iterations", "PBKDF2_SHA256", pbkdf2("i=0"), "PBKDF2"],
  ])("%s", (_, algorithm, text, name) => {
    expect(reasonOf(algorithm, text)).toBe(`The password hash has parameters that ${name} does not allow.`);
  });
});

test.each<[HashAlgorithm, string]>([
  ["BCRYPT", bcrypt("04")],
  ["ARGON2ID", argon2id("m=16,t=1,p=2")],
  ["SCRYPT", scrypt("ln=1,r=1,p=1")],
  ["PBKDF2_SHA256", pbkdf2("i=1")],
])("the least that %s allows is taken: %s", (algorithm, text) => {
  expect(reasonOf(algorithm, text)).toBe("taken");
});

describe("a salt has 8 to 64 bytes and a key 16 to 128:", () => {
  test.each<[HashAlgorithm, string, string]>([
    ["ARGON2ID", "$argon2id$v=19$m=4096,t=3,p=1", NOT_ARGON2ID],
    ["SCRYPT", "$scrypt$ln=15,r=8,p=1", NOT_SCRYPT],
    ["PBKDF2_SHA256", "$pbkdf2-sha256$i=1000", NOT_PBKDF2],
  ])("%s", (algorithm, start, reason) => {
    const bytes = (length: number) => Buffer.alloc(length, 7).toString("base64").replace(/=+$/, "");
    const withLengths = (salt: number, key: number) =>
      reasonOf(algorithm, `${start}$${bytes(salt)}$${bytes(key)}`);
    expect([withLengths(8, 16), withLengths(64, 128)]).toEqual(["taken", "taken"]);
    expect([withLengths(7, 32), withLengths(65, 32)]).toEqual([reason, reason]);
    expect([withLengths(16, 15), withLengths(16, 129)]).toEqual([reason, reason]);
  });
});

describe("the limits of work", () => {
  test.each<[HashAlgorithm, string, string, string]>([
    ["BCRYPT", bcrypt("15"), bcrypt("16"), "the cost must not exceed 15."],
    ["BCRYPT", bcrypt("15"), bcrypt("31"), "the cost must not exceed 15."],
    [
      "ARGON2ID",
      argon2id("m=262144,t=8,p=1"),
      argon2id("m=233017,t=9,p=1"),
      "m × t must not exceed 2097152.",
    ],
    [
      "ARGON2ID",
      argon2id("m=262144,t=1,p=1"),
      argon2id("m=262145,t=1,p=1"),
      "m must not exceed 262144, p 16.",
    ],
    ["ARGON2ID", argon2id("m=4096,t=1,p=16"), argon2id("m=4096,t=1,p=17"), "m must not exceed 262144, p 16."],
    [
      "SCRYPT",
      scrypt("ln=18,r=8,p=8"),
      scrypt("ln=18,r=8,p=9"),
      "128 × 2^ln × r × p must not exceed 2147483648.",
    ],
    [
      "SCRYPT",
      scrypt("ln=18,r=8,p=1"),
      scrypt("ln=19,r=8,p=1"),
      "128 × 2^ln × r must not exceed 268435456, p 16.",
    ],
    [
      "SCRYPT",
      scrypt("ln=4,r=8,p=16"),
      scrypt("ln=4,r=8,p=17"),
      "128 × 2^ln × r must not exceed 268435456, p 16.",
    ],
    [
      "SCRYPT",
      scrypt("ln=4,r=8,p=16"),
      scrypt("ln=9999999999,r=8,p=1"),
      "128 × 2^ln × r must not exceed 268435456, p 16.",
    ],
    ["PBKDF2_SHA256", pbkdf2("i=5000000"), pbkdf2("i=5000001"), PBKDF2_LIMIT],
    // Four blocks of SHA-256 take four times as long.
    [
      "PBKDF2_SHA256",
      pbkdf2("i=1250000", "A".repeat(171)),
      pbkdf2("i=1250001", "A".repeat(171)),
      PBKDF2_LIMIT,
    ],
  ])("of %s: %s is taken, %s is not", (algorithm, most, more, reason) => {
    expect(reasonOf(algorithm, most)).toBe("taken");
    expect(reasonOf(algorithm, more)).toBe(`The password hash is too costly: ${reason}`);
  });
});
