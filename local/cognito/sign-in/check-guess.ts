/** Checks passwords, for known and unknown users, and locks out after wrong ones. */
import { type Attempts, isLockedOut, oneMore, recentFailures } from "../domain/lock-out.ts";
import { type PasswordVerifier, type SrpIdentity, simulateVerifier } from "../domain/srp.ts";
import { credentialsWrong, passwordAttemptsExceeded } from "../errors/sign-in-errors.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import { checkAccount } from "./account-state.ts";
import { challengeUsername } from "./challenge-username.ts";
import { complete, next, type Progress, type SignIn } from "./sign-in.ts";

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

/** Whose guesses are counted together. */
const attemptsKey = ({ pool, user, username }: SignIn) =>
  ({ pool, subject: user?.sub ?? unknownSubject(username), kind: "password" }) as const;

/**
 * The wrong guesses that count, of an account that may be signed in to.
 * @throws ServiceError NotAuthorizedException, UserNotConfirmedException
 */
export function checkMayGuess(signIn: SignIn): Attempts | null {
  const { context, user } = signIn;
  if (user !== null) checkAccount(user);
  const now = context.clock.now();
  const failures = recentFailures(context.attempts.find(attemptsKey(signIn)), now);
  if (isLockedOut(failures, now)) throw passwordAttemptsExceeded();
  return failures;
}

/**
 * Accepts a guess or counts it. Synchronous, including the check, so that nothing happens between reading and writing the count.
 *
 * @throws ServiceError NotAuthorizedException: wrong, or too many were wrong before; the account is disabled
 * @throws ServiceError UserNotConfirmedException
 */
export function checkGuess(signIn: SignIn, isRight: () => boolean): Progress {
  const { context, user } = signIn;
  const failures = checkMayGuess(signIn);
  const key = attemptsKey(signIn);
  if (!isRight() || user === null) {
    context.attempts.save(key, oneMore(failures, context.clock.now()));
    throw credentialsWrong();
  }
  if (failures !== null) context.attempts.clear(key);
  return next(complete(signIn, "pwd"));
}
