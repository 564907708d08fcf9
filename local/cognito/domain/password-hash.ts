/**
 * Password hashes of other systems, as a user import brings them (API_CreateUserImportJob, `PasswordHashingAlgorithm`).
 *
 * AWS names the algorithms, not their notation. Taken are the notations that the algorithms' own libraries write: `$2b$…` for bcrypt,
 * and PHC strings for the others (https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md).
 */
export type HashAlgorithm = "ARGON2ID" | "BCRYPT" | "PBKDF2_SHA256" | "SCRYPT";

interface Derived {
  readonly salt: Buffer;
  /** What the right password derives to. */
  readonly key: Buffer;
}

export type PasswordHash =
  | { readonly algorithm: "BCRYPT"; readonly text: string; readonly cost: number }
  | (Derived & {
      readonly algorithm: "ARGON2ID";
      /** KiB */
      readonly memory: number;
      readonly passes: number;
      readonly parallelism: number;
    })
  | (Derived & { readonly algorithm: "PBKDF2_SHA256"; readonly iterations: number })
  | (Derived & {
      readonly algorithm: "SCRYPT";
      /** N */
      readonly cost: number;
      readonly blockSize: number;
      readonly parallelization: number;
    });

export type ReadHash =
  | { readonly kind: "hash"; readonly hash: PasswordHash }
  /** The reason never quotes the hash. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The work that a hash may ask for at each sign-in: a file decides how long a check takes and how much memory it needs. Each is far
 * above what OWASP recommends, and takes a few seconds at most.
 */
const HASH_LIMITS = {
  bcryptCost: 15,
  /** For each block of the key, of which every one takes all iterations. */
  pbkdf2Iterations: 5_000_000,
  /** Bytes, for argon2id and scrypt. */
  memory: 256 * 1024 * 1024,
  /** Bytes times passes. */
  memoryTraffic: 2 * 1024 * 1024 * 1024,
  parallelism: 16,
} as const;

const SHA256_BYTES = 32;

const refused = (reason: string): ReadHash => ({ kind: "refused", reason });
const tooCostly = (reason: string): ReadHash => refused(`The password hash is too costly: ${reason}`);
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

function readBcrypt(text: string): ReadHash {
  const [, digits] = BCRYPT.exec(text) ?? [];
  const cost = Number(digits);
  if (digits === undefined || cost < 4 || cost > 31) {
    return refused("The password hash is not a bcrypt hash ($2a$, $2b$ or $2y$).");
  }
  return cost > HASH_LIMITS.bcryptCost
    ? tooCostly(`the cost must not exceed ${HASH_LIMITS.bcryptCost}.`)
    : { kind: "hash", hash: { algorithm: "BCRYPT", text, cost } };
}

interface PhcString<Parameters> {
  readonly version: string | undefined;
  readonly parameters: Parameters;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const [MIN_SALT, MAX_SALT, MIN_KEY, MAX_KEY] = [8, 64, 16, 128];
const PHC =
  /^\$([a-z0-9-]+)(?:\$v=(\d+))?\$([a-z]+=\d{1,10}(?:,[a-z]+=\d{1,10})*)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Reads a PHC string with exactly these parameters. Its Base64 has no padding. */
function readPhc<Name extends string, Optional extends string = never>(
  text: string,
  expected: {
    readonly name: string;
    readonly required: readonly Name[];
    readonly optional?: readonly Optional[];
  },
): PhcString<Readonly<Record<Name, number> & Partial<Record<Optional, number>>>> | null {
  const { name, required, optional = [] } = expected;
  const [, id, version, list = "", salt = "", key = ""] = PHC.exec(text) ?? [];
  if (id !== name) return null;
  const pairs = list.split(",").map((pair) => pair.split("="));
  const parameters = Object.fromEntries(pairs.map(([given, value]) => [given, Number(value)]));
  const names = Object.keys(parameters);
  const known: readonly string[] = [...required, ...optional];
  const isExpected =
    names.length === pairs.length &&
    names.every((given) => known.includes(given)) &&
    required.every((given) => names.includes(given));
  if (!isExpected) return null;
  return { version, parameters, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
}

const hasUsualLengths = ({ salt, key }: Derived): boolean =>
  salt.length >= MIN_SALT && salt.length <= MAX_SALT && key.length >= MIN_KEY && key.length <= MAX_KEY;

function readArgon2id(text: string): ReadHash {
  const phc = readPhc(text, { name: "argon2id", required: ["m", "t", "p"] });
  // The older version 1.0 computes something else, and a string without a version means it.
  if (phc === null || phc.version !== "19" || !hasUsualLengths(phc)) {
    return refused("The password hash is not an argon2id hash ($argon2id$v=19$m=…,t=…,p=…$salt$hash).");
  }
  const { m: memory, t: passes, p: parallelism } = phc.parameters;
  if (passes < 1 || parallelism < 1 || memory < 8 * parallelism) {
    return refused("The password hash has parameters that argon2id does not allow.");
  }
  if (memory * 1024 > HASH_LIMITS.memory || parallelism > HASH_LIMITS.parallelism) {
    return tooCostly(`m must not exceed ${HASH_LIMITS.memory / 1024}, p ${HASH_LIMITS.parallelism}.`);
  }
  if (memory * 1024 * passes > HASH_LIMITS.memoryTraffic) {
    return tooCostly(`m × t must not exceed ${HASH_LIMITS.memoryTraffic / 1024}.`);
  }
  const { salt, key } = phc;
  return { kind: "hash", hash: { algorithm: "ARGON2ID", memory, passes, parallelism, salt, key } };
}

function readScrypt(text: string): ReadHash {
  const phc = readPhc(text, { name: "scrypt", required: ["ln", "r", "p"] });
  if (phc === null || phc.version !== undefined || !hasUsualLengths(phc)) {
    return refused("The password hash is not a scrypt hash ($scrypt$ln=…,r=…,p=…$salt$hash).");
  }
  const { ln, r: blockSize, p: parallelization } = phc.parameters;
  if (ln < 1 || blockSize < 1 || parallelization < 1) {
    return refused("The password hash has parameters that scrypt does not allow.");
  }
  const memory = 128 * 2 ** ln * blockSize;
  if (memory > HASH_LIMITS.memory || parallelization > HASH_LIMITS.parallelism) {
    return tooCostly(`128 × 2^ln × r must not exceed ${HASH_LIMITS.memory}, p ${HASH_LIMITS.parallelism}.`);
  }
  if (memory * parallelization > HASH_LIMITS.memoryTraffic) {
    return tooCostly(`128 × 2^ln × r × p must not exceed ${HASH_LIMITS.memoryTraffic}.`);
  }
  const { salt, key } = phc;
  return {
    kind: "hash",
    hash: { algorithm: "SCRYPT", cost: 2 ** ln, blockSize, parallelization, salt, key },
  };
}

function readPbkdf2(text: string): ReadHash {
  const phc = readPhc(text, { name: "pbkdf2-sha256", required: ["i"], optional: ["l"] });
  const isLengthOfKey = phc !== null && (phc.parameters.l ?? phc.key.length) === phc.key.length;
  if (!isLengthOfKey || phc.version !== undefined || !hasUsualLengths(phc)) {
    return refused("The password hash is not a PBKDF2 hash with SHA-256 ($pbkdf2-sha256$i=…$salt$hash).");
  }
  const { i: iterations } = phc.parameters;
  if (iterations < 1) return refused("The password hash has parameters that PBKDF2 does not allow.");
  const blocks = Math.ceil(phc.key.length / SHA256_BYTES);
  if (iterations * blocks > HASH_LIMITS.pbkdf2Iterations) {
    return tooCostly(
      `i must not exceed ${HASH_LIMITS.pbkdf2Iterations} for each ${SHA256_BYTES} bytes of the key.`,
    );
  }
  return { kind: "hash", hash: { algorithm: "PBKDF2_SHA256", iterations, salt: phc.salt, key: phc.key } };
}

const readers: Readonly<Record<HashAlgorithm, (text: string) => ReadHash>> = {
  ARGON2ID: readArgon2id,
  BCRYPT: readBcrypt,
  PBKDF2_SHA256: readPbkdf2,
  SCRYPT: readScrypt,
};

/** Reads a hash, and refuses what is malformed or asks for more work than {@link HASH_LIMITS}. */
export const readPasswordHash = (algorithm: HashAlgorithm, text: string): ReadHash =>
  readers[algorithm](text);
