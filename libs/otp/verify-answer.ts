import type { AdminUpdateUserAttributesCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import type { VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";
import { signedOutKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { recordEvent } from "../activity/record-event.ts";
import { countQuietly, LINKS_USED, OTP_USED } from "../activity/sign-in-counters.ts";
import { takeOnceFromLimit } from "../activity/take-once-from-limit.ts";
import { normalizeEmail } from "../auth/email.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import { isTrue } from "../cognito/is-true.ts";
import { nameOfError } from "../observability/describe-cause.ts";
import { logTrigger } from "../observability/trigger-log.ts";
import { loadAccount, subOf } from "./account.ts";
import { readChannel } from "./channel.ts";
import { chooseRecipient } from "./choose-recipient.ts";
import { minimumTime } from "./minimum-time.ts";
import { MAX_TRIES } from "./next-step.ts";
import { isSameDigest, readCode } from "./one-time-code.ts";
import { PROVIDE_AUTH_PARAMETERS, readPrivateParameters, SIGN_IN_LINK } from "./otp-parameters.ts";
import { type CheckedGuess, otpStore } from "./otp-store.ts";
import { readLinkToken } from "./sign-in-link.ts";

interface VerifySettings {
  readonly table: ActivityTable;
  /** The maximum of different codes that may be tried for one user within a day, over all challenges. Links are not counted. */
  readonly triesPerDay: number;
  /** How long a link is valid, in milliseconds. */
  readonly linkValidFor: number;
  /** The minimum time in which a wrong code is refused: checking one that was never sent is less work. */
  readonly answerMilliseconds: number;
}

interface CodeChallenge {
  readonly challenge: string;
  readonly challengeId: string;
  readonly digest: string;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Whether another code may be tried for the user today; after too many, even the right one is refused. The 256 bits of a link
 * can't be guessed, so a stranger's wrong codes do not close this way to sign in.
 */
async function isWithinTries(
  { userName }: VerifyAuthChallengeResponseTriggerEvent,
  { challenge, challengeId }: CodeChallenge,
  guess: CheckedGuess,
  { table, triesPerDay }: VerifySettings,
  now: number,
): Promise<boolean> {
  if (challenge === SIGN_IN_LINK) return true;
  const limit = { name: "otp-try", max: triesPerDay, seconds: DAY_SECONDS };
  return takeOnceFromLimit(table, limit, { subject: userName, token: `${challengeId}#${guess.tries}` }, now);
}

/** A user who could read the code or link has verified the address. If that can't be recorded, the user is still let in. */
async function verifyAddress(
  event: VerifyAuthChallengeResponseTriggerEvent,
  guess: CheckedGuess,
): Promise<void> {
  const { email, email_verified: isVerified } = event.request.userAttributes;
  if (email === undefined || isTrue(isVerified)) return;
  // It went to a number, or the address was changed meanwhile: then it does not verify this address.
  if (!guess.wentTo(normalizeEmail(email))) return;
  try {
    await callJsonService<AdminUpdateUserAttributesCommandOutput>({
      service: "cognito-idp",
      operation: "AdminUpdateUserAttributes",
      input: {
        UserPoolId: event.userPoolId,
        Username: event.userName,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      },
      patience: TRIGGER_PATIENCE,
    });
  } catch (error) {
    logTrigger("ERROR", "address not marked as verified", event, { cause: nameOfError(error) });
  }
}

/**
 * Whether every sign-in of the user was ended since the code was created. That ends those under way as well: the code may have been
 * asked for by a thief who could read the mailbox until then.
 *
 * @throws AwsError or a network error
 */
async function wereSignInsEnded(
  event: VerifyAuthChallengeResponseTriggerEvent,
  { issuedAt }: CheckedGuess,
  table: ActivityTable,
): Promise<boolean> {
  const mark = await table.get(signedOutKey(subOf(event)));
  return issuedAt < Number(mark?.endedAt);
}

/**
 * Whether the account would still get a link: a link lives longer than a code, and meanwhile its user may have been disabled,
 * have set up a second factor, or have another address.
 */
async function mayStillSignIn(
  event: VerifyAuthChallengeResponseTriggerEvent,
  guess: CheckedGuess,
): Promise<boolean> {
  const recipient = chooseRecipient(await loadAccount(event), guess.channel, {
    isMailOn: true,
    areLinksOn: true,
    smsCountries: [],
  });
  return typeof recipient !== "string" && guess.wentTo(recipient.address);
}

/** @returns false if the code was used meanwhile, or no longer signs in */
async function useCode(
  event: VerifyAuthChallengeResponseTriggerEvent,
  { challenge, challengeId }: CodeChallenge,
  guess: CheckedGuess,
  table: ActivityTable,
): Promise<boolean> {
  const isLink = challenge === SIGN_IN_LINK;
  if (await wereSignInsEnded(event, guess, table)) return false;
  if (isLink && !(await mayStillSignIn(event, guess))) return false;
  const isFirstUse = await otpStore(table).use(challengeId);
  if (isFirstUse) {
    await Promise.all([verifyAddress(event, guess), countQuietly(table, [isLink ? LINKS_USED : OTP_USED])]);
  }
  return isFirstUse;
}

async function checkCode(
  event: VerifyAuthChallengeResponseTriggerEvent,
  challenge: CodeChallenge,
  settings: VerifySettings,
  now: number,
): Promise<boolean> {
  const read = challenge.challenge === SIGN_IN_LINK ? readLinkToken : readCode;
  const code = read(event.request.challengeAnswer);
  if (code === undefined) return false;
  const { challengeId, digest } = challenge;
  const tried = { code, pepper: digest, maxTries: MAX_TRIES };
  const guess = await otpStore(settings.table).guess(challengeId, tried, now);
  if (guess === undefined) return false;
  const isWithin = await isWithinTries(event, challenge, guess, settings, now);
  const isRight = isSameDigest(guess.digest, digest) && event.request.userNotFound !== true;
  if (isRight && isWithin) return useCode(event, challenge, guess, settings.table);
  await recordEvent(
    settings.table,
    {
      type: "otp_mismatch",
      sub: subOf(event),
      clientId: event.callerContext.clientId,
      detail: { channel: guess.channel, challenge: challengeId, try: guess.tries },
    },
    { now, onceWithin: DAY_SECONDS, flow: guess.channel },
  );
  return false;
}

/**
 * Whether an answer to one of our challenges is right. An unknown one is wrong.
 *
 * @throws AwsError or a network error if the table can't be asked
 */
export async function verifyAnswer(
  event: VerifyAuthChallengeResponseTriggerEvent,
  settings: VerifySettings,
  now: number,
): Promise<boolean> {
  const parameters = readPrivateParameters(event.request.privateChallengeParameters);
  if (parameters === undefined) return false;
  if (parameters.challenge !== PROVIDE_AUTH_PARAMETERS) {
    const notBefore = minimumTime(settings.answerMilliseconds);
    const isRight = await checkCode(event, parameters, settings, now);
    if (!isRight) await notBefore();
    return isRight;
  }
  const channel = readChannel(event.request.challengeAnswer);
  if (channel === undefined) return false;
  const validFor = channel === "link" ? settings.linkValidFor : undefined;
  await otpStore(settings.table).begin(parameters.challengeId, { channel, validFor }, now);
  return true;
}
