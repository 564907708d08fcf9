/**
 * Cognito's variant of SRP-6a (RFC 5054 with SHA-256, an HKDF and its own proof), the server's side. The client's side is
 * public: `AuthenticationHelper` in amazon-cognito-identity-js.
 *
 *     x = H(salt | H(poolName userId ":" password))      v = g^x
 *     k = H(N | g)     u = H(A | B)     B = k·v + g^b     S = (A · v^u)^b
 *     K = HKDF(S, salt = u, "Caldera Derived Key")[0..16]
 *     proof = HMAC(K, poolName | userId | secretBlock | timestamp)
 *
 * Integers are hashed as Java writes them ({@link padded}); `poolName` is the pool's id after its underscore.
 */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { g, N, padded, power, powerOfG, sha256, toBytes, toInteger } from "./srp-group.ts";

/** The stored form of a password. Big-endian without leading zeros. */
export interface PasswordVerifier {
  readonly salt: Buffer;
  readonly verifier: Buffer;
}

/**
 * Whose password: pool `us-east-1_Ab12Cd34E`, and the user's name as `USER_ID_FOR_SRP` has it. For a device it is its group key,
 * which has no underscore and is taken whole, and its own key.
 */
export interface SrpIdentity {
  readonly poolId: string;
  readonly userId: string;
}

/** The server's half of one sign-in, kept between the challenge and its answer. */
export interface SrpExchange {
  /** A, from the client. */
  readonly clientPublic: bigint;
  /** b, secret. */
  readonly serverSecret: Buffer;
  /** B, sent as `SRP_B`. */
  readonly serverPublic: bigint;
}

const SALT_BYTES = 16;
/** RFC 5054 §3.1 asks for at least 256 bits. */
const SECRET_BYTES = 32;
const PROOF_KEY_BYTES = 16;
const PROOF_KEY_INFO = "Caldera Derived Key";
const k = toInteger(sha256(padded(N), padded(g)));

function poolName(poolId: string): string {
  return poolId.slice(poolId.indexOf("_") + 1);
}

function verifierOf(identity: SrpIdentity, password: string, salt: Buffer): bigint {
  const inner = sha256(`${poolName(identity.poolId)}${identity.userId}:${password}`);
  return powerOfG(sha256(padded(toInteger(salt)), inner));
}

/** Turns a password into its verifier. */
export function createVerifier(
  identity: SrpIdentity,
  password: string,
  salt: Buffer = randomBytes(SALT_BYTES),
): PasswordVerifier {
  return { salt: toBytes(toInteger(salt)), verifier: toBytes(verifierOf(identity, password, salt)) };
}

/** Whether this is the password, compared in constant time. */
export function isPassword(identity: SrpIdentity, password: string, kept: PasswordVerifier): boolean {
  const given = sha256(toBytes(verifierOf(identity, password, kept.salt)));
  return timingSafeEqual(given, sha256(kept.verifier));
}

/**
 * The fake verifier of an unknown user: always the same for one name, indistinguishable from a real one without `secret`, and
 * matched by no password.
 */
export function simulateVerifier(secret: Buffer, identity: SrpIdentity): PasswordVerifier {
  const name = `${identity.poolId}|${identity.userId}`;
  const salt = createHmac("sha256", secret).update(`salt|${name}`).digest().subarray(0, SALT_BYTES);
  const verifier = Buffer.from(hkdfSync("sha256", secret, name, "verifier", toBytes(N).length));
  return { salt: toBytes(toInteger(salt)), verifier: toBytes(toInteger(verifier) % N) };
}

/** Reads `SRP_A`. `null` if it is not a hexadecimal number, or is 0 mod N, which would make the key known (RFC 5054 §2.5.4). */
export function readPublicValue(hex: string): bigint | null {
  if (!/^[0-9a-f]{1,1024}$/i.test(hex)) return null;
  const value = BigInt(`0x${hex}`);
  return value % N === 0n ? null : value;
}

/** Draws b and computes B. */
export function startExchange(
  clientPublic: bigint,
  kept: PasswordVerifier,
  serverSecret: Buffer = randomBytes(SECRET_BYTES),
): SrpExchange {
  const serverPublic = (k * toInteger(kept.verifier) + powerOfG(serverSecret)) % N;
  return { clientPublic, serverSecret, serverPublic };
}

/** K: the key that client and server compute, and no one else can. */
function proofKey({ clientPublic, serverSecret, serverPublic }: SrpExchange, kept: PasswordVerifier): Buffer {
  const u = sha256(padded(clientPublic), padded(serverPublic));
  const shared = power(clientPublic * power(toInteger(kept.verifier), u), serverSecret);
  const key = hkdfSync("sha256", padded(shared), padded(toInteger(u)), PROOF_KEY_INFO, PROOF_KEY_BYTES);
  return Buffer.from(key);
}

/** What the client's signature covers besides the password. */
export interface SrpClaim {
  /** The `PASSWORD_CLAIM_SECRET_BLOCK`, decoded. */
  readonly secretBlock: Buffer;
  /** The `TIMESTAMP`, as {@link readTimestamp} writes it anew. */
  readonly timestamp: string;
  /** The `PASSWORD_CLAIM_SIGNATURE`, decoded. */
  readonly signature: Buffer;
}

/** Whether the client's proof holds, compared in constant time. */
export function isProof(
  identity: SrpIdentity,
  exchange: SrpExchange,
  kept: PasswordVerifier,
  claim: SrpClaim,
): boolean {
  const expected = createHmac("sha256", proofKey(exchange, kept))
    .update(poolName(identity.poolId))
    .update(identity.userId)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
  return claim.signature.length === expected.length && timingSafeEqual(claim.signature, expected);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TIMESTAMP = new RegExp(
  `^(?:${DAYS.join("|")}) (${MONTHS.join("|")}) (\\d{1,2}) (\\d{1,2}):(\\d{1,2}):(\\d{1,2}) (?:UTC|GMT) (\\d{4})$`,
);

/** A client's `TIMESTAMP`. */
export interface SrpTimestamp {
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** The same as the pool writes it: what the client must have signed. */
  readonly canonical: string;
}

/**
 * Reads a `TIMESTAMP`, `EEE MMM d HH:mm:ss z yyyy`, in English and UTC whatever the client's locale. It is read leniently and
 * compared strictly: `Sep 05` or another weekday is a date, but its signature is wrong (measured on AWS, ministack#1758).
 *
 * @returns `null` for what is not a date in this form
 */
export function readTimestamp(timestamp: string): SrpTimestamp | null {
  const found = TIMESTAMP.exec(timestamp);
  if (found === null) return null;
  const [, month, day, hour, minute, second, year] = found;
  const monthIndex = MONTHS.indexOf(String(month));
  const date = new Date(
    Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second)),
  );
  const clock = date.toISOString().slice(11, 19);
  const written = [DAYS[date.getUTCDay()], MONTHS[date.getUTCMonth()], date.getUTCDate(), clock, "UTC"];
  return { time: date.getTime(), canonical: [...written, date.getUTCFullYear()].join(" ") };
}
