import { type CodeMemory, type ParametersMemory, readMemory } from "./challenge-memory.ts";

/** An answered challenge, as Cognito lists it in chronological order. */
export interface AnsweredChallenge {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | null | undefined;
}

/** The number of wrong codes that ends a sign-in. */
export const MAX_TRIES = 3;

/** The rest of the API's floor is for the calls around the trigger, so that the whole answer fits into one floor. */
const TRIGGER_SHARE = 0.6;

/**
 * The minimum time in which our triggers create, send or refuse a code, for SDK clients; the API has its own floor.
 *
 * @param answerMilliseconds the API's floor
 */
export const triggerFloor = (answerMilliseconds: number): number =>
  Math.ceil(answerMilliseconds * TRIGGER_SHARE);

/** The challenge that asks for the code. */
export interface CodeStep {
  readonly kind: "code";
  readonly challenge: ParametersMemory;
  /** Missing if there is no code yet. */
  readonly running?: CodeMemory;
  readonly triesLeft: number;
}

export type Step =
  | { readonly kind: "password" }
  | { readonly kind: "parameters" }
  | CodeStep
  | { readonly kind: "tokens" }
  | { readonly kind: "failure" };

const FAILURE: Step = { kind: "failure" };

/** Second factors that Cognito asks for by itself after the password, by their names in a session. */
const OWN_FACTORS: readonly string[] = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

/** Our own challenges; undefined if the password before them is missing or was wrong. */
function afterPassword(session: readonly AnsweredChallenge[]): readonly AnsweredChallenge[] | undefined {
  const [srp, password] = session;
  const isVerified =
    srp?.challengeResult === true &&
    password?.challengeName === "PASSWORD_VERIFIER" &&
    password.challengeResult === true;
  return isVerified ? session.slice(2) : undefined;
}

/** Whether a second factor, and nothing else, was verified after the password. */
const isOwnFactorVerified = (answered: readonly AnsweredChallenge[]): boolean =>
  answered.length === 1 &&
  answered[0]?.challengeResult === true &&
  OWN_FACTORS.includes(answered[0].challengeName);

/**
 * Decides what a sign-in needs next, from the answers so far. With a password it starts with SRP; then the client chooses
 * e-mail or SMS; then it asks for the code until it is right, three were wrong, or it has expired. Any other order fails.
 *
 * After the password and a second factor of Cognito's the sign-in is complete: a code would add nothing (docs/adr/0015).
 *
 * @param now milliseconds since the epoch
 */
export function nextStep(session: readonly AnsweredChallenge[], now: number): Step {
  const isWithPassword = session[0]?.challengeName === "SRP_A";
  if (isWithPassword && session.length === 1) {
    return session[0]?.challengeResult === true ? { kind: "password" } : FAILURE;
  }
  const ours = isWithPassword ? afterPassword(session) : session;
  if (isWithPassword && ours !== undefined && isOwnFactorVerified(ours)) return { kind: "tokens" };
  if (ours?.some(({ challengeName }) => challengeName !== "CUSTOM_CHALLENGE") !== false) return FAILURE;
  const [first, ...codes] = ours;
  if (first === undefined) return { kind: "parameters" };
  const challenge = readMemory(first.challengeMetadata);
  // An invalid choice shows when the code is created: Cognito may call every answer of an unknown user wrong, and to end here
  // would tell.
  if (challenge?.kind !== "parameters") return FAILURE;
  return afterCodes(challenge, codes, now);
}

function afterCodes(challenge: ParametersMemory, codes: readonly AnsweredChallenge[], now: number): Step {
  const triesLeft = MAX_TRIES - codes.length;
  const last = codes.at(-1);
  if (last === undefined) return { kind: "code", challenge, triesLeft };
  const running = readMemory(last.challengeMetadata);
  const isOneChallenge = codes.every(({ challengeMetadata }) => challengeMetadata === last.challengeMetadata);
  if (running?.kind !== "code" || running.challengeId !== challenge.challengeId || !isOneChallenge) {
    return FAILURE;
  }
  // Nothing may follow a right code or the third try.
  if (codes.slice(0, -1).some(({ challengeResult }) => challengeResult) || triesLeft < 0) return FAILURE;
  if (last.challengeResult) return { kind: "tokens" };
  if (triesLeft === 0 || running.expiresAt <= now) return FAILURE;
  return { kind: "code", challenge, running, triesLeft };
}
