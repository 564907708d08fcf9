/** A code of an authenticator app as second factor. */
import { matchTotp } from "../../domain/totp.ts";
import { softwareTokenMissing, totpMismatch, totpReused } from "../../errors/sign-in-errors.ts";
import { openSession } from "../challenge-session.ts";
import { checkGuessedCode } from "../guessed-code.ts";
import {
  type AuthenticatedSignIn,
  answer,
  complete,
  next,
  type Progress,
  requireAuthenticated,
  requireParameter,
  type SignIn,
} from "../sign-in.ts";

const SOFTWARE_TOKEN_MFA = "SOFTWARE_TOKEN_MFA";

export function askForSoftwareToken(signIn: AuthenticatedSignIn): Progress {
  const { context, user } = signIn;
  const deviceName = context.mfa.softwareToken(user)?.deviceName ?? null;
  return answer({
    ChallengeName: SOFTWARE_TOKEN_MFA,
    Session: openSession(signIn, { step: SOFTWARE_TOKEN_MFA, state: {} }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      ...(deviceName === null ? {} : { FRIENDLY_DEVICE_NAME: deviceName }),
    },
  });
}

/**
 * Takes the response to SOFTWARE_TOKEN_MFA. A code is valid once (RFC 6238 §5.2).
 * @throws ServiceError CodeMismatchException, ExpiredCodeException, NotAuthorizedException, SoftwareTokenMFANotFoundException
 */
export function checkSoftwareToken(signIn: SignIn): Progress {
  const code = requireParameter(signIn, "SOFTWARE_TOKEN_MFA_CODE");
  const { signIn: authenticated } = checkGuessedCode(signIn, SOFTWARE_TOKEN_MFA, (resumed) => {
    const { context, user } = requireAuthenticated(resumed);
    const token = context.mfa.softwareToken(user);
    if (token === null) return softwareTokenMissing();
    const step = matchTotp(token.secret, code, context.clock.now());
    if (step === null) return totpMismatch();
    if (token.lastStep !== null && step <= token.lastStep) return totpReused();
    context.mfa.spend(user, step);
    return null;
  });
  return next(complete(authenticated, "otp"));
}
