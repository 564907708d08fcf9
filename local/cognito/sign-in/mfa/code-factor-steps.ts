/** A code by text message or e-mail as second factor. */

import { mfaMethodMissing, tooManyCodes } from "../../errors/sign-in-errors.ts";
import { checkLimit, countTowardsLimit } from "../../verification/check-limit.ts";
import { checkCodeChallenge, openCodeChallenge } from "../code-challenge.ts";
import type { AuthenticatedSignIn, Progress } from "../sign-in.ts";
import { enableFactor } from "./user-factors.ts";

type CodeFactor = "SMS_MFA" | "EMAIL_OTP";

const CHANNELS = {
  SMS_MFA: { attribute: "phone_number", medium: "SMS" },
  EMAIL_OTP: { attribute: "email", medium: "EMAIL" },
} as const;

const sending = ({ pool, user }: AuthenticatedSignIn) =>
  ({ pool, subject: user.sub, limited: "send", purpose: "second-factor" }) as const;

/**
 * A client with the password can request codes: a limited number per hour.
 * @throws ServiceError TooManyRequestsException
 */
export function checkMayAsk(signIn: AuthenticatedSignIn): void {
  checkLimit(signIn.context, sending(signIn), tooManyCodes);
}

/**
 * @throws ServiceError MFAMethodNotFoundException: the address is gone since the factor was chosen; TooManyRequestsException, what
 *   the CustomMessage trigger makes of it
 */
export function askForCode(
  signIn: AuthenticatedSignIn,
  factor: CodeFactor,
  { setsUp = false }: { readonly setsUp?: boolean } = {},
): Promise<Progress> {
  const { attribute, medium } = CHANNELS[factor];
  const { context, user } = signIn;
  const destination = user.attributes[attribute];
  if (destination === undefined) throw mfaMethodMissing();
  checkMayAsk(signIn);
  countTowardsLimit(context, sending(signIn));
  return openCodeChallenge(signIn, factor, { attribute, medium, destination }, { setsUp });
}

/** Takes the response to SMS_MFA. */
export const checkSmsFactor = checkCodeChallenge("SMS_MFA");

/** Takes the response to EMAIL_OTP, which is a first or a second factor, or one that is being set up. */
export const checkEmailCode = checkCodeChallenge("EMAIL_OTP", ({ context, user }) =>
  enableFactor(context, user, "EMAIL_OTP"),
);
