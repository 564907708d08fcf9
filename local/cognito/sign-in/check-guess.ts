/** Checks passwords, for known and unknown users, and locks out after wrong ones. */
import { isLockedOut, oneMore, recentFailures } from "../domain/lock-out.ts";
import { type PasswordVerifier, type SrpIdentity, simulateVerifier } from "../domain/srp.ts";
import { credentialsWrong, passwordAttemptsExceeded } from "../errors/sign-in-errors.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import { checkAccount } from "./account-state.ts";
import { challengeUsername } from "./challenge-username.ts";
import { next, type Progress, type SignIn } from "./sign-in.ts";

interface StoredVerifier {
  readonly identity: SrpIdentity;
  readonly kept: PasswordVerifier;
}

/** The user's verifier. For a user without a password and for an unknown user: one that no password fits. */
export function storedVerifier(signIn: SignIn): StoredVerifier {
  const { context, pool, user } = signIn;
  const identity = { poolId: pool.id, userId: challengeUsername(signIn) };
  const credentials = user ? context.users.credentials(user) : null;
  return { identity, kept: credentials ?? simulateVerifier(context.secrets.of("unknown-users"), identity) };
}

/**
 * Accepts a guess or counts it. Synchronous, including the check, so that nothing happens between reading and writing the count.
 *
 * @throws ServiceError NotAuthorizedException: wrong, or too many were wrong before; the account is disabled
 * @throws ServiceError UserNotConfirmedException
 */
export function checkGuess(signIn: SignIn, isRight: () => boolean): Progress {
  const { context, pool, user, username } = signIn;
  if (user !== null) checkAccount(user);
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
