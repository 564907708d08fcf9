/** A code that is sent by text message or e-mail as second factor. */
import { type Channel, describeDelivery } from "../../domain/verification-channel.ts";
import { createCode, isCode } from "../../domain/verification-code.ts";
import { factorNotUsable, mfaCodeMismatch } from "../../errors/mfa-errors.ts";
import { openSession } from "../challenge-session.ts";
import { answer, next, type Progress, type ProvenSignIn, requireParameter, type SignIn } from "../sign-in.ts";
import { checkSecondFactor } from "./second-factor-guess.ts";
import { enableFactor } from "./user-factors.ts";

type CodeFactor = "SMS_MFA" | "EMAIL_OTP";

const CHANNELS = {
  SMS_MFA: { attribute: "phone_number", medium: "SMS" },
  EMAIL_OTP: { attribute: "email", medium: "EMAIL" },
} as const;

/** What the session keeps of a code that is out. */
interface CodeState {
  readonly hash: string;
  readonly destination: string;
  /** The right code turns the factor on, and proves the address. */
  readonly setsUp?: boolean;
}

/**
 * Sends a code and asks for it. It lives as long as the session.
 * @throws ServiceError what the CustomMessage trigger makes of it
 */
export async function askForCode(
  signIn: ProvenSignIn,
  factor: CodeFactor,
  { setsUp = false }: { readonly setsUp?: boolean } = {},
): Promise<Progress> {
  const { context, client, pool, user, clientMetadata } = signIn;
  const { attribute, medium } = CHANNELS[factor];
  const destination = user.attributes[attribute];
  if (destination === undefined) {
    throw factorNotUsable(factor);
  }
  const channel: Channel = { attribute, medium, destination };
  const { code, hash } = createCode(destination);
  const state: CodeState = { hash: hash.toString("base64"), destination, ...(setsUp && { setsUp }) };
  const Session = openSession(signIn, { step: factor, state: { ...state } });
  await context.messages.send({
    pool,
    user,
    clientId: client.id,
    source: "CustomMessage_Authentication",
    medium,
    code,
    clientMetadata: clientMetadata ?? {},
  });
  const { DeliveryMedium, Destination } = describeDelivery(channel);
  return answer({
    ChallengeName: factor,
    Session,
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
      USER_ID_FOR_SRP: user.username,
    },
  });
}

/** Takes the response to SMS_MFA or EMAIL_OTP. */
export function checkCodeFactor(factor: CodeFactor) {
  return (signIn: SignIn): Progress => {
    const code = requireParameter(signIn, `${factor}_CODE`);
    const { signIn: proven, state } = checkSecondFactor(signIn, factor, ({ user }, kept) => {
      const { hash, destination } = kept as unknown as CodeState;
      // A code for an address that was changed meanwhile proves nothing about the new one.
      const isRight =
        user.attributes[CHANNELS[factor].attribute] === destination &&
        isCode(code, destination, Buffer.from(hash, "base64"));
      return isRight ? null : mfaCodeMismatch();
    });
    return next(state.setsUp === true ? setUp(proven, factor) : proven);
  };
}

/** The address is proved, and the factor on. */
function setUp(signIn: ProvenSignIn, factor: CodeFactor): ProvenSignIn {
  const { context, pool, user } = signIn;
  const attributes = { ...user.attributes, [`${CHANNELS[factor].attribute}_verified`]: "true" };
  return context.atomically(() => {
    enableFactor(context, user, factor);
    return { ...signIn, user: context.users.update(pool, user, { attributes }) };
  });
}
