import type { CreateAuthChallengeTriggerEvent } from "aws-lambda";
import { Refusal } from "../messages/refusals.ts";
import { type CodeMemory, renderMemory } from "./challenge-memory.ts";
import { CHANNELS } from "./channel.ts";
import { deliverCode, type OtpSettings } from "./deliver-code.ts";
import { minimumTime } from "./minimum-time.ts";
import { type CodeStep, MAX_TRIES, nextStep } from "./next-step.ts";
import { CODE_LENGTH, makeChallengeId, makeSecret } from "./one-time-code.ts";
import {
  ONE_TIME_CODE,
  PROVIDE_AUTH_PARAMETERS,
  type PrivateParameters,
  SIGN_IN_LINK,
} from "./otp-parameters.ts";
import { otpStore } from "./otp-store.ts";

type Challenge = CreateAuthChallengeTriggerEvent["response"];

const hidden = (parameters: PrivateParameters) => ({ ...parameters });

/** Asks for one of the available channels. The table learns of the challenge with the answer. */
function askForChannel({ mailFrom, smsCountries, linkOrigins }: OtpSettings): Challenge {
  const email = mailFrom !== undefined;
  const isOn = { email, sms: smsCountries.length > 0, link: email && linkOrigins.length > 0 };
  const challengeId = makeChallengeId();
  return {
    publicChallengeParameters: {
      challenge: PROVIDE_AUTH_PARAMETERS,
      channels: CHANNELS.filter((channel) => isOn[channel]).join(" "),
    },
    privateChallengeParameters: hidden({ challenge: PROVIDE_AUTH_PARAMETERS, challengeId }),
    challengeMetadata: renderMemory({ kind: "parameters", challengeId, seed: makeSecret() }),
  };
}

/** Independent of the account, and even of whether there is one. */
function askForSecret(memory: CodeMemory, triesLeft: number): Challenge {
  const { isLink, challengeId, digest, expiresAt } = memory;
  const challenge = isLink ? SIGN_IN_LINK : ONE_TIME_CODE;
  return {
    publicChallengeParameters: {
      challenge,
      // The token begins with the id, so a page knows which of its sign-ins a link belongs to.
      ...(isLink ? { linkId: challengeId } : { codeLength: String(CODE_LENGTH) }),
      expiresAt: new Date(expiresAt).toISOString(),
      triesLeft: String(triesLeft),
    },
    privateChallengeParameters: hidden({ challenge, challengeId, digest }),
    challengeMetadata: renderMemory(memory),
  };
}

async function issueCode(
  event: CreateAuthChallengeTriggerEvent,
  { challenge: { challengeId, seed } }: CodeStep,
  settings: OtpSettings,
  now: number,
): Promise<CodeMemory> {
  const issued = await otpStore(settings.table).issue(challengeId, seed, {
    now,
    validFor: settings.validFor,
  });
  if (issued === undefined) throw new Refusal("signInOver");
  // If an event is delivered twice, the first delivery sends the code; both return the same challenge.
  if (issued.isNew) await deliverCode(event, issued, settings, now);
  const { channel, expiresAt, digest } = issued;
  return { kind: "code", isLink: channel === "link", challengeId, expiresAt, digest };
}

/**
 * Creates the next challenge of a sign-in: first the choice of the channel, then the code or the link, which is sent once. After
 * a wrong one it is the same challenge again.
 *
 * The time must not tell whether a code was sent, so a new challenge takes at least as long as sending does.
 *
 * @throws Refusal `signInOver` if the sign-in is unknown or has expired; AwsError or a network error
 */
export async function createChallenge(
  event: CreateAuthChallengeTriggerEvent,
  settings: OtpSettings,
  now: number,
): Promise<Challenge> {
  const step = nextStep(event.request.session ?? [], now);
  if (step.kind === "parameters") return askForChannel(settings);
  if (step.kind !== "code") throw new Refusal("signInOver");
  if (step.running !== undefined) return askForSecret(step.running, step.triesLeft);
  const notBefore = minimumTime(settings.answerMilliseconds);
  const memory = await issueCode(event, step, settings, now);
  await notBefore();
  return askForSecret(memory, MAX_TRIES);
}
