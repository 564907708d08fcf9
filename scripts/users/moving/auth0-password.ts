/** Passwords in Auth0's files: its own bcrypt hashes, and those that were once brought there as `custom_password_hash`. */
import * as z from "zod";
import { asHash, scryptHash, stays } from "./hash-notation.ts";
import type { MovingPassword } from "./moving-user.ts";

const Encoding = z.enum(["base64", "hex", "utf8"]);

const CustomPasswordHash = z.looseObject({
  algorithm: z.string(),
  hash: z.looseObject({ value: z.string(), encoding: Encoding.optional() }),
  salt: z.looseObject({ value: z.string(), encoding: Encoding.optional() }).optional(),
  password: z.looseObject({ encoding: z.string().optional() }).optional(),
  /** scrypt's, with these defaults. */
  keylen: z.int().optional(),
  cost: z.int().default(16_384),
  blockSize: z.int().default(8),
  parallelization: z.int().default(1),
});

type CustomPasswordHash = z.infer<typeof CustomPasswordHash>;

/** The members of a user that may have a password hash. */
export const Auth0Passwords = z.looseObject({
  /** In the export of hashes */
  passwordHash: z.string().nullish(),
  /** In files for the bulk import */
  password_hash: z.string().nullish(),
  custom_password_hash: CustomPasswordHash.nullish(),
});

/** PHC strings of PBKDF2 may lack parameters in Auth0's files; these are its defaults. */
function withDefaults(phc: string): string {
  return /^\$pbkdf2-sha256\$[^$=]+\$[^$]+$/.test(phc)
    ? phc.replace("$pbkdf2-sha256$", "$pbkdf2-sha256$i=100000,l=64$")
    : phc;
}

function fromScrypt({
  hash,
  salt,
  keylen,
  cost,
  blockSize,
  parallelization,
}: CustomPasswordHash): MovingPassword {
  const key = Buffer.from(hash.value, hash.encoding ?? "base64");
  if (salt === undefined) return stays("The scrypt hash has no salt.");
  if (keylen !== undefined && keylen !== key.length) return stays("The scrypt hash is not of its length.");
  const bytes = Buffer.from(salt.value, salt.encoding ?? "utf8");
  return scryptHash({ cost, blockSize, parallelization }, { salt: bytes, key });
}

function fromCustom(custom: CustomPasswordHash): MovingPassword {
  const { algorithm, hash, password } = custom;
  if (password?.encoding !== undefined && password.encoding !== "utf8") {
    return stays(`The password was hashed as ${password.encoding}, not as UTF-8.`);
  }
  switch (algorithm) {
    case "bcrypt":
      return asHash("BCRYPT", hash.value);
    case "argon2":
      return asHash("ARGON2ID", hash.value);
    case "pbkdf2":
      return asHash("PBKDF2_SHA256", withDefaults(hash.value));
    case "scrypt":
      return fromScrypt(custom);
    default:
      return stays("Cognito takes no hashes of this algorithm.");
  }
}

/** A user's hash; of several, the one that was brought to Auth0 from elsewhere. */
export function auth0Password(user: z.infer<typeof Auth0Passwords>): MovingPassword {
  if (user.custom_password_hash) return fromCustom(user.custom_password_hash);
  const own = user.passwordHash ?? user.password_hash;
  return own ? asHash("BCRYPT", own) : { kind: "none" };
}
