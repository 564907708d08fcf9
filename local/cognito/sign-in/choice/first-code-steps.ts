/** A code as first factor: sign-in without a password. */
import type { Channel } from "../../domain/verification-channel.ts";
import { tooManyCodes } from "../../errors/sign-in-errors.ts";
import { unknownSubject } from "../../state/attempt-repository.ts";
import { checkLimit, countTowardsLimit } from "../../verification/check-limit.ts";
import { simulatedChannel } from "../../verification/simulate-delivery.ts";
import { checkCodeChallenge, openCodeChallenge } from "../code-challenge.ts";
import type { Progress, SignIn } from "../sign-in.ts";

const CHANNELS = {
  EMAIL_OTP: { attribute: "email", medium: "EMAIL" },
  SMS_OTP: { attribute: "phone_number", medium: "SMS" },
} as const;

function channelOf({ context, pool, user, username }: SignIn, factor: keyof typeof CHANNELS): Channel {
  const { attribute, medium } = CHANNELS[factor];
  const destination = user?.attributes[attribute];
  return destination === undefined
    ? simulatedChannel(context, pool, username)
    : { attribute, medium, destination };
}

/**
 * Anyone can have codes sent: there is a limit per hour, for unknown users too.
 * @throws ServiceError TooManyRequestsException, what the CustomMessage trigger makes of it
 */
export function sendFirstCode(signIn: SignIn, factor: keyof typeof CHANNELS): Promise<Progress> {
  const { context, pool, user, username } = signIn;
  const subject = user?.sub ?? unknownSubject(username);
  const key = { pool, subject, limited: "send", purpose: "first-factor" } as const;
  checkLimit(context, key, tooManyCodes);
  countTowardsLimit(context, key);
  return openCodeChallenge(signIn, factor, channelOf(signIn, factor), { isFirst: true });
}

/** Takes the response to SMS_OTP; EMAIL_OTP is a second factor too, see mfa/code-factor-steps.ts. */
export const checkSmsOtp = checkCodeChallenge("SMS_OTP");
