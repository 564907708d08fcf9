/** Compares a password with another system's hash, off the event loop. */
import { argon2, pbkdf2, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { PasswordHash } from "../domain/password-hash.ts";
import { bcryptLike } from "./bcrypt-thread.ts";

const deriveArgon2 = promisify(argon2);
const derivePbkdf2 = promisify(pbkdf2);

function deriveScrypt(
  password: string,
  hash: PasswordHash & { readonly algorithm: "SCRYPT" },
): Promise<Buffer> {
  const { cost, blockSize, parallelization, salt, key } = hash;
  // OpenSSL counts p blocks and some bytes beside the table.
  const maxmem = 128 * blockSize * (cost + parallelization + 2) + 1024;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password, salt, key.length, { cost, blockSize, parallelization, maxmem }, (error, derived) =>
    error === null ? resolve(derived) : reject(error),
  );
  return promise;
}

function derive(password: string, hash: Exclude<PasswordHash, { algorithm: "BCRYPT" }>): Promise<Buffer> {
  const { salt, key } = hash;
  switch (hash.algorithm) {
    case "ARGON2ID": {
      const { memory, passes, parallelism } = hash;
      const settings = { memory, passes, parallelism, nonce: salt, tagLength: key.length };
      return deriveArgon2("argon2id", { message: password, ...settings });
    }
    case "PBKDF2_SHA256":
      return derivePbkdf2(password, salt, hash.iterations, key.length, "sha256");
    case "SCRYPT":
      return deriveScrypt(password, hash);
  }
}

async function compare(password: string, hash: PasswordHash): Promise<boolean> {
  if (hash.algorithm === "BCRYPT") {
    const computed = await bcryptLike(hash.text, password);
    return timingSafeEqual(Buffer.from(computed), Buffer.from(hash.text));
  }
  return timingSafeEqual(await derive(password, hash), hash.key);
}

/** How many hashes are computed at once: the others wait, so that threads and memory are left for everything else. */
const CONCURRENCY = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Whether the hash is of this password; compared in constant time. */
export async function matchesHash(password: string, hash: PasswordHash): Promise<boolean> {
  if (running < CONCURRENCY) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await compare(password, hash);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
