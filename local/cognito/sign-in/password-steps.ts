/** The steps of a sign-in with a password: sent as it is, or verified by SRP. */
import { isProof } from "../domain/srp.ts";
import { pretendToCheck, takeImportedPassword } from "../imports/imported-password.ts";
import { isPassword } from "../passwords.ts";
import { checkGuess, checkMayGuess, storedVerifier } from "./check-guess.ts";
import { inTurn } from "./in-turn.ts";
import { type Progress, requireParameter, type SignIn } from "./sign-in.ts";
import { openSrpChallenge, takeSrpResponse } from "./srp-challenge.ts";

function isOwnPassword(signIn: SignIn, password: string): boolean {
  const { identity, kept } = storedVerifier(signIn);
  return isPassword(identity, password, kept);
}

/**
 * Checks a password in a pool that has imported hashes. A wrong one takes as long for every user, known or not. Those of one user are
 * checked one after the other: an answer is awaited, and the next guess must see whether it was wrong.
 */
function checkAmongImported(signIn: SignIn, password: string): Promise<Progress> {
  const { context, pool, user, username } = signIn;
  return inTurn(`${pool.id} ${user?.sub ?? username}`, async () => {
    checkMayGuess(signIn);
    const taken = user && (await takeImportedPassword(context, { pool, user, password }));
    const isRight = taken ?? isOwnPassword(signIn, password);
    if (taken === null && !isRight) await pretendToCheck(context, pool, password);
    return checkGuess(signIn, () => isRight);
  });
}

/** @throws ServiceError NotAuthorizedException */
export function checkPassword(signIn: SignIn): Progress | Promise<Progress> {
  const password = requireParameter(signIn, "PASSWORD");
  return signIn.context.importedHashes.newest(signIn.pool) === null
    ? checkGuess(signIn, () => isOwnPassword(signIn, password))
    : checkAmongImported(signIn, password);
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
