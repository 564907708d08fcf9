/**
 * Passwords that were imported as hashes. The first right one takes the place of its hash: from then on the user is like every other,
 * and SRP works too. Until then SRP does not: what its verifier is computed from is the password alone.
 */
import { type PasswordHash, readPasswordHash } from "../domain/password-hash.ts";
import type { OperationContext } from "../operation-context.ts";
import { createVerifier } from "../passwords.ts";
import type { ImportedHash } from "../state/imported-hash-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { matchesHash } from "./matches-hash.ts";

type Context = Pick<OperationContext, "atomically" | "importedHashes" | "users">;

/** What the import has read before. */
function readKept({ algorithm, text }: ImportedHash): PasswordHash {
  const read = readPasswordHash(algorithm, text);
  if (read.kind === "refused") throw new Error(read.reason);
  return read.hash;
}

/** Whether the user's password is an imported hash still, and this is the password. */
export async function isImportedPassword(
  { importedHashes }: Pick<Context, "importedHashes">,
  user: User,
  password: string,
): Promise<boolean> {
  const kept = importedHashes.find(user);
  return kept !== null && (await matchesHash(password, readKept(kept)));
}

/**
 * Checks a password against the user's imported hash, and keeps its verifier in place of the hash if it is right.
 * @returns `null` for a user without such a hash, or who has got another password meanwhile
 */
export async function takeImportedPassword(
  context: Context,
  { pool, user, password }: { readonly pool: Pool; readonly user: User; readonly password: string },
): Promise<boolean | null> {
  const kept = context.importedHashes.find(user);
  if (kept === null) return null;
  if (!(await matchesHash(password, readKept(kept)))) return false;
  return context.atomically(() => {
    const credentials = context.users.credentials(user);
    if (credentials === null || context.importedHashes.find(user)?.text !== kept.text) return null;
    const identity = { poolId: pool.id, userId: user.username };
    context.users.replaceVerifier(user, createVerifier(identity, password, credentials.salt));
    context.importedHashes.delete(user);
    return true;
  });
}

/** Does the work of such a check and forgets its result, so that time does not tell who has an account. */
export async function pretendToCheck(
  { importedHashes }: Pick<Context, "importedHashes">,
  pool: Pool,
  password: string,
): Promise<void> {
  const sample = importedHashes.newest(pool);
  if (sample !== null) await matchesHash(password, readKept(sample));
}
