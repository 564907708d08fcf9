import { isLockedOut, oneMore, recentFailures } from "../domain/lock-out.ts";
import { passwordAttemptsExceeded } from "../errors/sign-in-errors.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import type { GuessedStep, StateOfStep } from "../state/sign-in-state.ts";
import { type ResumedSignIn, resumeSignIn } from "./challenge-session.ts";
import type { SignIn } from "./sign-in.ts";

/** So many wrong answers end a challenge. */
const TRIES = 3;

/**
 * Takes the answer to a challenge for a code. A wrong one may be followed by another with the same session, as the published
 * clients do it; after three the sign-in begins again. Beyond that wrong codes lock like wrong passwords: no one may try
 * all codes.
 *
 * All of this is synchronous, so that of a thousand concurrent answers only three are checked.
 *
 * @param check answers the error for a wrong code, `null` for the right one
 * @throws ServiceError NotAuthorizedException, and what `check` answers
 */
export function checkGuessedCode<Step extends GuessedStep>(
  signIn: SignIn,
  step: Step,
  check: (resumed: SignIn, state: StateOfStep[Step]) => Error | null,
): Pick<ResumedSignIn<Step>, "signIn" | "state"> {
  const { context, pool } = signIn;
  const { signIn: resumed, state, reopen } = resumeSignIn(signIn, { step });
  const subject = resumed.user?.sub ?? unknownSubject(resumed.username);
  const key = { pool, subject, kind: state.isFirst === true ? "first-factor" : "second-factor" };
  const now = context.clock.now();
  const failures = recentFailures(context.attempts.find(key), now);
  if (isLockedOut(failures, now)) throw passwordAttemptsExceeded();
  const refusal = check(resumed, state);
  if (refusal === null) {
    context.attempts.clear(key);
    return { signIn: resumed, state };
  }
  context.attempts.save(key, oneMore(failures, now));
  const tries = (state.tries ?? 0) + 1;
  if (tries < TRIES) reopen({ ...state, tries });
  throw refusal;
}
