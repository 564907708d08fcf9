import { createHmac, generateKeySync } from "node:crypto";
import type { PasswordVerifier, SrpIdentity } from "./srp.ts";
import * as arithmetic from "./srp.ts";

/** Creates and checks passwords' verifiers, like srp.ts, and remembers the right passwords. */
export interface PasswordMemo {
  /** {@link arithmetic.createVerifier} */
  createVerifier(identity: SrpIdentity, password: string, salt?: Buffer): PasswordVerifier;
  /** {@link arithmetic.isPassword} */
  isPassword(identity: SrpIdentity, password: string, kept: PasswordVerifier): boolean;
}

/**
 * Skips the arithmetic for a password that was set here or was right before, as long as the user keeps it. Wrong ones, and
 * anything for an unknown user, are computed every time, so that they take the same time.
 *
 * Its content is useless for anything else: HMACs under a key of this process, in memory, over verifier and password together; a
 * new password has a new verifier and is not found.
 *
 * @param limit how many to remember, some 130 bytes each; the longest unused goes first
 * @param srp the arithmetic
 */
export function createPasswordMemo(limit: number, srp: PasswordMemo = arithmetic): PasswordMemo {
  // A key object, since every HMAC under plain bytes has to make one first.
  const key = generateKeySync("hmac", { length: 256 });
  const remembered = new Set<string>();

  function digestOf(identity: SrpIdentity, password: string, kept: PasswordVerifier): string {
    return createHmac("sha256", key)
      .update(JSON.stringify([identity.poolId, identity.userId, password]))
      .update(kept.salt)
      .update(kept.verifier)
      .digest("base64");
  }

  function remember(digest: string): void {
    remembered.add(digest);
    const [oldest = digest] = remembered;
    if (remembered.size > limit) remembered.delete(oldest);
  }

  return {
    createVerifier(identity, password, salt) {
      const kept = srp.createVerifier(identity, password, salt);
      remember(digestOf(identity, password, kept));
      return kept;
    },
    isPassword(identity, password, kept) {
      const digest = digestOf(identity, password, kept);
      const isKnown = remembered.delete(digest);
      if (!isKnown && !srp.isPassword(identity, password, kept)) return false;
      remember(digest);
      return true;
    },
  };
}
