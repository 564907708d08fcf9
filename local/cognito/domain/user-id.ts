/**
 * The ids that Cognito gives users: a `sub`, which is the username too where users sign in by e-mail or phone number. Written
 * like a UUID, but not one of RFC 9562: the third group is `70` and two digits, the fourth has any digits, so no version and
 * no variant can be read from it. Real ones: `77766666-f0a1-7003-c2b9-…`, `74989438-80d1-7095-47b2-…`.
 */
import { randomBytes } from "node:crypto";

const ID_BYTES = 16;
/** The byte that the third group begins with. */
const FIXED = { index: 6, value: 0x70 } as const;

/** A new id that can't be guessed: 120 random bits. */
export const newUserId = (): string => formatId(randomBytes(ID_BYTES));

/** The id made of the first 16 bytes of a digest: the same every time, and of the form of {@link newUserId}'s. */
export const userIdOf = (digest: Buffer): string => formatId(digest.subarray(0, ID_BYTES));

function formatId(bytes: Buffer): string {
  const fixed = Buffer.from(bytes);
  fixed[FIXED.index] = FIXED.value;
  return fixed.toString("hex").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
