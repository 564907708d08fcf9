/** What a password is checked against, for users and for names that are nobody's alike. */
import { createHmac } from "node:crypto";
import { signsInByAttribute } from "../attributes/sign-in-names.ts";
import { isLockedOut, oneMore, recentFailures } from "../domain/attempts.ts";
import { type PasswordVerifier, type SrpIdentity, simulateVerifier } from "../domain/srp.ts";
import { credentialsWrong, passwordAttemptsExceeded } from "../errors/sign-in-errors.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import type { Progress, SignIn } from "./sign-in.ts";
import { next } from "./sign-in.ts";

export interface KnownPassword {
  readonly identity: SrpIdentity;
  readonly kept: PasswordVerifier;
}

/** An unknown user's `USER_ID_FOR_SRP`: a UUID where usernames are, the same every time. */
function simulateUserId({ context, pool, username }: SignIn): string {
  if (!signsInByAttribute(pool.settings)) return username;
  const hex = createHmac("sha256", context.secrets.of("unknown-users"))
    .update(`${pool.id}|${username.toLowerCase()}`)
    .digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The user's verifier; one that nothing fits for a user without a password, and for a name that is nobody's. */
export function knownPassword(signIn: SignIn): KnownPassword {
  const { context, pool, user } = signIn;
  const identity = { poolId: pool.id, userId: user?.username ?? simulateUserId(signIn) };
  const credentials = user ? context.users.credentials(user) : null;
  return { identity, kept: credentials ?? simulateVerifier(context.secrets.of("unknown-users"), identity) };
}

/**
 * Lets a guess through or counts it. Nothing may come between the look at the count and the count itself, so this is
 * synchronous, the guess too.
 *
 * @throws ServiceError NotAuthorizedException: wrong, or too many were wrong before
 */
export function checkGuess(signIn: SignIn, isRight: () => boolean): Progress {
  const { context, pool, user, username } = signIn;
  const key = { pool, subject: user?.sub ?? unknownSubject(username), kind: "password" };
  const now = context.clock.now();
  const failures = recentFailures(context.attempts.find(key), now);
  if (isLockedOut(failures, now)) {
    throw passwordAttemptsExceeded();
  }
  if (!isRight() || user === null) {
    context.attempts.save(key, oneMore(failures, now));
    throw credentialsWrong();
  }
  if (failures !== null) {
    context.attempts.clear(key);
  }
  return next(signIn);
}
