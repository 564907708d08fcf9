/** The steps of a sign-in with a password: sent as it is, or verified by SRP. */
import { isProof } from "../domain/srp.ts";
import { isPassword } from "../passwords.ts";
import { checkGuess, storedVerifier } from "./check-guess.ts";
import { type Progress, requireParameter, type SignIn } from "./sign-in.ts";
import { openSrpChallenge, takeSrpResponse } from "./srp-challenge.ts";

/** @throws ServiceError NotAuthorizedException */
export function checkPassword(signIn: SignIn): Progress {
  const password = requireParameter(signIn, "PASSWORD");
  const { identity, kept } = storedVerifier(signIn);
  return checkGuess(signIn, () => isPassword(identity, password, kept));
}

const PASSWORD_VERIFIER = "PASSWORD_VERIFIER";

/**
 * Answers `SRP_A` with the PASSWORD_VERIFIER challenge.
 * @throws ServiceError InvalidParameterException
 */
export function startSrp(signIn: SignIn): Progress {
  const { identity, kept } = storedVerifier(signIn);
  return openSrpChallenge(signIn, {
    name: PASSWORD_VERIFIER,
    identity,
    kept,
    parameters: { USERNAME: identity.userId, USER_ID_FOR_SRP: identity.userId },
  });
}

/**
 * Checks the response to PASSWORD_VERIFIER. Whatever comes of it, the session is used up.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException
 */
export function checkProof(signIn: SignIn): Progress {
  const { signIn: resumed, exchange, claim } = takeSrpResponse(signIn, PASSWORD_VERIFIER);
  const { identity, kept } = storedVerifier(resumed);
  return checkGuess(resumed, () => isProof(identity, exchange, kept, claim));
}
