import { type CodeMemory, type ParametersMemory, readMemory } from "./challenge-memory.ts";

/** A challenge that the client has answered, as Cognito lists it in the order of time. */
export interface AnsweredChallenge {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | null | undefined;
}

/** Wrong codes that end a sign-in. */
export const MAX_TRIES = 3;

/** The API's floor for an answer leaves room for the calls around the trigger, so that its answer fits into one floor. */
const TRIGGER_SHARE = 0.6;

/**
 * The least time in which a trigger of ours makes, sends or refuses a code, for SDK clients; the API has its own floor.
 *
 * @param answerMilliseconds the API's floor
 */
export const triggerFloor = (answerMilliseconds: number): number =>
  Math.ceil(answerMilliseconds * TRIGGER_SHARE);

/** The challenge that asks for the code. */
export interface CodeStep {
  readonly kind: "code";
  readonly challenge: ParametersMemory;
  /** Missing the first time, when there is no code yet. */
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

/** Second factors that Cognito asks for by itself once the password is proved, by their names in a session. */
const OWN_FACTORS: readonly string[] = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

/** The challenges of our own; undefined where the password before them is open or was not right. */
function afterPassword(session: readonly AnsweredChallenge[]): readonly AnsweredChallenge[] | undefined {
  const [srp, password] = session;
  const isProved =
    srp?.challengeResult === true &&
    password?.challengeName === "PASSWORD_VERIFIER" &&
    password.challengeResult === true;
  return isProved ? session.slice(2) : undefined;
}

/** Whether the user has proved a second factor of their own, and nothing else, since the password. */
const isOwnFactorProved = (answered: readonly AnsweredChallenge[]): boolean =>
  answered.length === 1 &&
  answered[0]?.challengeResult === true &&
  OWN_FACTORS.includes(answered[0].challengeName);

/**
 * What a sign-in needs next, from what was answered so far. With a password it begins with SRP; then the way is chosen;
 * then the code is asked for, until it is right, three were wrong, or its time is up. Whatever is not on this way fails.
 *
 * Who was asked for a second factor of their own after the password is in: a code would add nothing to it
 * (docs/adr/0015).
 *
 * @param now milliseconds since the epoch
 */
export function nextStep(session: readonly AnsweredChallenge[], now: number): Step {
  const isWithPassword = session[0]?.challengeName === "SRP_A";
  if (isWithPassword && session.length === 1) {
    return session[0]?.challengeResult === true ? { kind: "password" } : FAILURE;
  }
  const ours = isWithPassword ? afterPassword(session) : session;
  if (isWithPassword && ours !== undefined && isOwnFactorProved(ours)) return { kind: "tokens" };
  if (ours?.some(({ challengeName }) => challengeName !== "CUSTOM_CHALLENGE") !== false) return FAILURE;
  const [first, ...codes] = ours;
  if (first === undefined) return { kind: "parameters" };
  const challenge = readMemory(first.challengeMetadata);
  // Whether the answer was a way that there is shows when the code is made: Cognito may call every answer of a user that
  // is none wrong, and ending it here would tell.
  if (challenge?.kind !== "parameters") return FAILURE;
  return afterCodes(challenge, codes, now);
}

function afterCodes(challenge: ParametersMemory, codes: readonly AnsweredChallenge[], now: number): Step {
  const triesLeft = MAX_TRIES - codes.length;
  const last = codes.at(-1);
  if (last === undefined) return { kind: "code", challenge, triesLeft };
  const running = readMemory(last.challengeMetadata);
  const isOneChallenge = codes.every(({ challengeMetadata }) => challengeMetadata === last.challengeMetadata);
  if (running?.kind !== "code" || running.challengeId !== challenge.challengeId || !isOneChallenge)
    return FAILURE;
  // Nothing comes after a right code, and nothing after the third.
  if (codes.slice(0, -1).some(({ challengeResult }) => challengeResult) || triesLeft < 0) return FAILURE;
  if (last.challengeResult) return { kind: "tokens" };
  if (triesLeft === 0 || running.expiresAt <= now) return FAILURE;
  return { kind: "code", challenge, running, triesLeft };
}
