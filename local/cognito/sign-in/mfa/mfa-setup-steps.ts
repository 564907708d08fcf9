/** A second factor that is set up during the sign-in, in a pool that requires one. */
import { changeAttributes } from "../../attributes/check-attributes.ts";
import { isTrue } from "../../domain/boolean-attribute.ts";
import { factorNotAvailable, mfaSetUpMissing } from "../../errors/sign-in-errors.ts";
import { resumeSignIn } from "../challenge-session.ts";
import {
  type AuthenticatedSignIn,
  complete,
  next,
  type Progress,
  requireAuthenticated,
  type SignIn,
} from "../sign-in.ts";
import { askForCode, checkMayAsk } from "./code-factor-steps.ts";
import { MFA_SETUP } from "./setup-session.ts";
import { enableFactor, poolFactors } from "./user-factors.ts";

/**
 * Takes the response to MFA_SETUP: an address for codes by e-mail (`EMAIL`), or nothing but the session of an authenticator app
 * that VerifySoftwareToken has seen a code of. A refusal gives the session back.
 *
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, AliasExistsException, TooManyRequestsException, what the
 *   CustomMessage trigger makes of it
 */
export function completeSetup(signIn: SignIn): Progress | Promise<Progress> {
  const { EMAIL: email } = signIn.parameters;
  const progress = signIn.context.atomically(() => {
    const { signIn: resumed, state } = resumeSignIn(signIn, { step: MFA_SETUP });
    const authenticated = requireAuthenticated(resumed);
    if (email !== undefined) {
      checkMayAsk(authenticated);
      return { kind: "address", signIn: giveAddress(authenticated, email) } as const;
    }
    if (state.isVerified !== true) throw mfaSetUpMissing();
    enableFactor(authenticated.context, authenticated.user, "SOFTWARE_TOKEN_MFA");
    return { kind: "verified", signIn: complete(authenticated, "otp") } as const;
  });
  return progress.kind === "address"
    ? askForCode(progress.signIn, "EMAIL_OTP", { setsUp: true })
    : next(progress.signIn);
}

/** Only a user without an address may give one here: it is not verified yet. */
function giveAddress(signIn: AuthenticatedSignIn, email: string): AuthenticatedSignIn {
  const { context, pool, user } = signIn;
  if (!poolFactors(pool).offered.includes("EMAIL_OTP") || isTrue(user.attributes.email_verified)) {
    throw factorNotAvailable();
  }
  const attributes = changeAttributes(pool.settings, user.attributes, { email });
  return { ...signIn, user: context.users.update(pool, user, { attributes }) };
}
