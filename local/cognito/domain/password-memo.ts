import { createHmac, randomBytes } from "node:crypto";
import { isPassword, type PasswordVerifier, type SrpIdentity } from "./srp.ts";

/** {@link isPassword}, remembering what it once found right. */
export type PasswordCheck = typeof isPassword;

/**
 * A password check that spares the millisecond of arithmetic for a password it has seen right before, as long as the user
 * keeps it. Wrong ones, and anything for a name that is nobody's, are computed every time, so that they take the same time.
 *
 * What it keeps is good for nothing else: HMACs under a key of this process, in memory, over verifier and password together; a
 * new password has a new verifier and is not found.
 *
 * @param limit how many to remember; the longest unused goes first
 */
export function createPasswordMemo(limit: number): PasswordCheck {
  const key = randomBytes(32);
  const proven = new Set<string>();

  function digestOf(identity: SrpIdentity, password: string, kept: PasswordVerifier): string {
    return createHmac("sha256", key)
      .update(JSON.stringify([identity.poolId, identity.userId, password]))
      .update(kept.salt)
      .update(kept.verifier)
      .digest("base64");
  }

  return (identity, password, kept) => {
    const digest = digestOf(identity, password, kept);
    const isKnown = proven.delete(digest);
    if (!isKnown && !isPassword(identity, password, kept)) {
      return false;
    }
    proven.add(digest);
    const [oldest = digest] = proven;
    if (proven.size > limit) {
      proven.delete(oldest);
    }
    return true;
  };
}
