import { isLockedOut, oneMore, recentFailures } from "../../domain/attempts.ts";
import { passwordAttemptsExceeded } from "../../errors/sign-in-errors.ts";
import { resumeSignIn } from "../challenge-session.ts";
import { type ProvenSignIn, requireProven, type SignIn } from "../sign-in.ts";

/** So many wrong answers end a challenge. */
const TRIES = 3;

/** What every challenge for a code keeps. */
interface Tries {
  readonly tries?: number;
}

/**
 * Takes the answer to a challenge for a code. A wrong one may be followed by another with the same session, as the published
 * clients do it; after three the sign-in begins again. Beyond that wrong codes lock like wrong passwords: whoever knows the
 * password must not be able to go through all codes.
 *
 * All of it happens in one turn, so that of a thousand answers at once no more than three are looked at.
 *
 * @param check answers the error for a wrong code, `null` for the right one
 * @throws ServiceError NotAuthorizedException, and what `check` answers
 */
export function checkSecondFactor(
  signIn: SignIn,
  step: string,
  check: (resumed: ProvenSignIn, state: Readonly<Record<string, unknown>>) => Error | null,
): { readonly signIn: ProvenSignIn; readonly state: Readonly<Record<string, unknown>> } {
  const { context, pool } = signIn;
  const { signIn: resumed, state, reopen } = resumeSignIn(signIn, { step });
  const proven = requireProven(resumed);
  const key = { pool, subject: proven.user.sub, kind: "second-factor" };
  const now = context.clock.now();
  const failures = recentFailures(context.attempts.find(key), now);
  if (isLockedOut(failures, now)) {
    throw passwordAttemptsExceeded();
  }
  const refusal = check(proven, state);
  if (refusal === null) {
    context.attempts.clear(key);
    return { signIn: proven, state };
  }
  context.attempts.save(key, oneMore(failures, now));
  const tries = ((state as Tries).tries ?? 0) + 1;
  if (tries < TRIES) {
    reopen({ ...state, tries });
  }
  throw refusal;
}
