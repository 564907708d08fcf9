/** Password hashes as other systems write them, as cheap as their algorithms allow. */
import { argon2Sync, pbkdf2Sync, randomBytes, scryptSync } from "node:crypto";
import { hashSync } from "bcryptjs";
import type { HashAlgorithm } from "../../../local/cognito/domain/password-hash.ts";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

const makers: Readonly<Record<HashAlgorithm, (password: string, salt: Buffer) => string>> = {
  BCRYPT: (password) => hashSync(password, 4),
  ARGON2ID: (message, nonce) => {
    const settings = { message, nonce, memory: 8, passes: 1, parallelism: 1, tagLength: 32 };
    return `$argon2id$v=19$m=8,t=1,p=1$${base64(nonce)}$${base64(argon2Sync("argon2id", settings))}`;
  },
  SCRYPT: (password, salt) => {
    const key = scryptSync(password, salt, 32, { cost: 16, blockSize: 8, parallelization: 1 });
    return `$scrypt$ln=4,r=8,p=1$${base64(salt)}$${base64(key)}`;
  },
  PBKDF2_SHA256: (password, salt) =>
    `$pbkdf2-sha256$i=1000$${base64(salt)}$${base64(pbkdf2Sync(password, salt, 1000, 32, "sha256"))}`,
};

export const HASH_ALGORITHMS = Object.keys(makers) as readonly HashAlgorithm[];

export const hashOf = (algorithm: HashAlgorithm, password: string): string =>
  makers[algorithm](password, randomBytes(16));
