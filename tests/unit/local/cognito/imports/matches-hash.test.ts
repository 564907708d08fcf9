import { expect, test } from "@jest/globals";
import { type HashAlgorithm, readPasswordHash } from "../../../../../local/cognito/domain/password-hash.ts";
import { matchesHash } from "../../../../../local/cognito/imports/matches-hash.ts";
import { HASH_ALGORITHMS, hashOf } from "../../../../support/worlds/password-hashes.ts";

function read(algorithm: HashAlgorithm, text: string) {
  const result = readPasswordHash(algorithm, text);
  if (result.kind === "refused") throw new Error(result.reason);
  return result.hash;
}

const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64").replace(/=+$/, "");

/** Of crypt_blowfish, of argon2's own tests, and of RFC 7914 §11 and §12. */
test.each([
  ["BCRYPT", "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  [
    "ARGON2ID",
    "password",
    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  ],
  [
    "SCRYPT",
    "pleaseletmein",
    `$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$${base64(
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
    )}`,
  ],
] as const)("%s: a published hash is of its password, and of no other", async (algorithm, password, text) => {
  expect(await matchesHash(password, read(algorithm, text))).toBe(true);
  expect(await matchesHash(`${password}x`, read(algorithm, text))).toBe(false);
});

test("PBKDF2_SHA256: a published hash is of its password", async () => {
  const key = Buffer.from(
    "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
    "hex",
  );
  const hash = { algorithm: "PBKDF2_SHA256", iterations: 1, salt: Buffer.from("salt"), key } as const;
  expect(await matchesHash("passwd", hash)).toBe(true);
});

test("bcrypt's versions b and y are the same as a", async () => {
  for (const version of ["2b", "2y"]) {
    const text = `$${version}$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW`;
    expect(await matchesHash("U*U", read("BCRYPT", text))).toBe(true);
  }
});

test("passwords with other characters than ASCII are compared as UTF-8", async () => {
  for (const algorithm of HASH_ALGORITHMS) {
    expect(await matchesHash("Grüße, 名", read(algorithm, hashOf(algorithm, "Grüße, 名")))).toBe(true);
  }
});

test("the event loop turns while hashes are computed, many at once", async () => {
  const costly = read("BCRYPT", "$2b$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
  let isDone = false;
  const all = Promise.all(Array.from({ length: 4 }, () => matchesHash("secret", costly))).then((results) => {
    isDone = true;
    return results;
  });
  let turns = 0;
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  expect(await all).toEqual([false, false, false, false]);
  expect(turns).toBeGreaterThan(50);
});
