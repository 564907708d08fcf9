/** A code that is sent by text message or e-mail and given back: as first factor, or as second. */
import { isTrue } from "../domain/boolean-attribute.ts";
import { type Channel, describeDelivery } from "../domain/verification-channel.ts";
import { createCode, isCode } from "../domain/verification-code.ts";
import { mfaCodeMismatch } from "../errors/sign-in-errors.ts";
import type { CodeState } from "../state/sign-in-state.ts";
import { openSession } from "./challenge-session.ts";
import { challengeUsername } from "./challenge-username.ts";
import { checkGuessedCode } from "./guessed-code.ts";
import {
  type AuthenticatedSignIn,
  answer,
  complete,
  next,
  type Progress,
  requireAuthenticated,
  requireParameter,
  type SignIn,
} from "./sign-in.ts";

/** As first factor; as second it is six (https://github.com/aws-amplify/amplify-js/issues/14428). */
const FIRST_FACTOR_DIGITS = 8;

export type CodeChallengeName = "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP";

const COMPLETES = { SMS_MFA: "sms", SMS_OTP: "sms", EMAIL_OTP: "email_otp" } as const;

/**
 * Sends a code and asks for it; it lives as long as the session. An unknown user is asked too, but nothing is sent.
 * @throws ServiceError what the CustomMessage trigger makes of it
 */
export async function openCodeChallenge(
  signIn: SignIn,
  name: CodeChallengeName,
  channel: Channel,
  purpose: Pick<CodeState, "isFirst" | "setsUp">,
): Promise<Progress> {
  const { context, client, pool, user, clientMetadata } = signIn;
  const { isFirst = false } = purpose;
  const { code, hash } = createCode(channel.destination, isFirst ? FIRST_FACTOR_DIGITS : undefined);
  const state: CodeState = { hash: hash.toString("base64"), channel, ...purpose };
  const Session = openSession(signIn, { step: name, state });
  if (user !== null) {
    await context.messages.send({
      pool,
      user,
      clientId: client.id,
      source: "CustomMessage_Authentication",
      medium: channel.medium,
      to: channel.destination,
      code,
      clientMetadata: clientMetadata ?? {},
    });
  }
  const { DeliveryMedium, Destination } = describeDelivery(channel);
  return answer({
    ChallengeName: name,
    Session,
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
      ...(isFirst ? {} : { USER_ID_FOR_SRP: challengeUsername(signIn) }),
    },
  });
}

/**
 * The address is the user's: it is verified now, and so is a sign-up that waited for it
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html).
 *
 * @throws ServiceError AliasExistsException
 */
function verifyAddress(signIn: AuthenticatedSignIn, { attribute }: Channel): AuthenticatedSignIn {
  const { context, pool, user } = signIn;
  if (isTrue(user.attributes[`${attribute}_verified`]) && user.status !== "UNCONFIRMED") return signIn;
  const attributes = { ...user.attributes, [`${attribute}_verified`]: "true" };
  const status = user.status === "UNCONFIRMED" ? "CONFIRMED" : user.status;
  return { ...signIn, user: context.users.update(pool, user, { attributes, status }) };
}

/**
 * The step that takes the response to such a challenge.
 * @param whenSetUp what the right code does where it sets the factor up
 */
export function checkCodeChallenge(
  name: CodeChallengeName,
  whenSetUp: (signIn: AuthenticatedSignIn) => void = () => {},
) {
  return (signIn: SignIn): Progress => {
    const code = requireParameter(signIn, `${name}_CODE`);
    const { signIn: resumed, state } = checkGuessedCode(signIn, name, ({ user }, kept) => {
      const { hash, channel } = kept;
      // A code for an address that was changed meanwhile does not verify the new one.
      const isStillTheirs = user?.attributes[channel.attribute] === channel.destination;
      const isRight = isCode(code, channel.destination, Buffer.from(hash, "base64"));
      return isRight && isStillTheirs ? null : mfaCodeMismatch();
    });
    const { channel, setsUp = false } = state;
    const authenticated = complete(requireAuthenticated(resumed), COMPLETES[name]);
    // A disabled user is refused later on, and stays as they are.
    if (!authenticated.user.enabled) return next(authenticated);
    return signIn.context.atomically(() => {
      if (setsUp) whenSetUp(authenticated);
      return next(verifyAddress(authenticated, channel));
    });
  };
}
