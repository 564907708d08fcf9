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
  for (const other of HASH_ALGORITHMS.filter((name) => name !== algorithm))
    expect(reasonOf(other, text)).toMatch(/^The password hash is not /);
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

describe("is refused, without a word of the hash:", () => {
  test.each<[string, HashAlgorithm, string]>([
    ["bcrypt's broken version", "BCRYPT", `$2x$10$${"a".repeat(53)}`],
    ["a bcrypt hash that is cut short", "BCRYPT", `$2b$10$${"a".repeat(52)}`],
    ["a bcrypt cost below 4", "BCRYPT", `$2b$03$${"a".repeat(53)}`],
    ["argon2i", "ARGON2ID", `$argon2i$v=19$m=4096,t=3,p=1$${SALT}$${KEY}`],
    ["argon2id 1.0, which has no version", "ARGON2ID", `$argon2id$m=4096,t=3,p=1$${SALT}$${KEY}`],
    ["a parameter twice", "ARGON2ID", `$argon2id$v=19$m=4096,t=3,t=3$${SALT}$${KEY}`],
    ["a missing parameter", "SCRYPT", `$scrypt$ln=15,r=8$${SALT}$${KEY}`],
    ["an unknown parameter", "SCRYPT", `$scrypt$ln=15,r=8,p=1,x=1$${SALT}$${KEY}`],
    ["a short salt", "SCRYPT", `$scrypt$ln=15,r=8,p=1$YWJj$${KEY}`],
    ["a short key", "SCRYPT", `$scrypt$ln=15,r=8,p=1$${SALT}$YWJj`],
    ["PBKDF2 with SHA-512", "PBKDF2_SHA256", `$pbkdf2-sha512$i=1000$${SALT}$${KEY}`],
    ["a length that is not the key's", "PBKDF2_SHA256", `$pbkdf2-sha256$i=1000,l=64$${SALT}$${KEY}`],
    ["padded Base64", "PBKDF2_SHA256", `$pbkdf2-sha256$i=1000$${SALT}$${KEY}=`],
    ["no hash at all", "PBKDF2_SHA256", "secret"],
  ])("%s", (_, algorithm, text) => {
    const reason = reasonOf(algorithm, text);
    expect(reason).toMatch(/^The password hash is not /);
    expect(reason).not.toContain(text);
  });

  test.each<[string, HashAlgorithm, string]>([
    [
      "argon2id with less memory than its lanes need",
      "ARGON2ID",
      `$argon2id$v=19$m=8,t=1,p=2$${SALT}$${KEY}`,
    ],
    ["argon2id without a pass", "ARGON2ID", `$argon2id$v=19$m=8,t=0,p=1$${SALT}$${KEY}`],
    ["scrypt without blocks", "SCRYPT", `$scrypt$ln=4,r=0,p=1$${SALT}$${KEY}`],
    ["PBKDF2 without iterations", "PBKDF2_SHA256", `$pbkdf2-sha256$i=0$${SALT}$${KEY}`],
  ])("%s", (_, algorithm, text) => {
    expect(reasonOf(algorithm, text)).toMatch(/^The password hash has parameters that /);
  });
});

describe("the limits of work", () => {
  test.each<[HashAlgorithm, string, string]>([
    ["BCRYPT", `$2b$15$${"a".repeat(53)}`, `$2b$16$${"a".repeat(53)}`],
    [
      "ARGON2ID",
      `$argon2id$v=19$m=262144,t=8,p=1$${SALT}$${KEY}`,
      `$argon2id$v=19$m=262144,t=9,p=1$${SALT}$${KEY}`,
    ],
    [
      "ARGON2ID",
      `$argon2id$v=19$m=262144,t=1,p=1$${SALT}$${KEY}`,
      `$argon2id$v=19$m=262145,t=1,p=1$${SALT}$${KEY}`,
    ],
    [
      "ARGON2ID",
      `$argon2id$v=19$m=4096,t=1,p=16$${SALT}$${KEY}`,
      `$argon2id$v=19$m=4096,t=1,p=17$${SALT}$${KEY}`,
    ],
    ["SCRYPT", `$scrypt$ln=18,r=8,p=8$${SALT}$${KEY}`, `$scrypt$ln=18,r=8,p=9$${SALT}$${KEY}`],
    ["SCRYPT", `$scrypt$ln=18,r=8,p=1$${SALT}$${KEY}`, `$scrypt$ln=19,r=8,p=1$${SALT}$${KEY}`],
    ["SCRYPT", `$scrypt$ln=4,r=8,p=16$${SALT}$${KEY}`, `$scrypt$ln=9999999999,r=8,p=1$${SALT}$${KEY}`],
    ["PBKDF2_SHA256", `$pbkdf2-sha256$i=5000000$${SALT}$${KEY}`, `$pbkdf2-sha256$i=5000001$${SALT}$${KEY}`],
    // Four blocks of SHA-256 take four times as long.
    [
      "PBKDF2_SHA256",
      `$pbkdf2-sha256$i=1250000$${SALT}$${"A".repeat(171)}`,
      `$pbkdf2-sha256$i=1250001$${SALT}$${"A".repeat(171)}`,
    ],
  ])("of %s: %s is taken, %s is not", (algorithm, most, more) => {
    expect(reasonOf(algorithm, most)).toBe("taken");
    expect(reasonOf(algorithm, more)).toMatch(/^The password hash is too costly: /);
  });
});
