/**
 * USER_AUTH: the client begins with what the user prefers, or asks what there is
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html).
 */
import { completedByCode, nextFactors, reaches } from "../../domain/authentication-level.ts";
import type { FirstFactor } from "../../domain/first-factor.ts";
import { challengeNotAvailable } from "../../errors/sign-in-errors.ts";
import { openSession, resumeSignIn } from "../challenge-session.ts";
import { challengeUsername } from "../challenge-username.ts";
import { checkPassword, startSrp } from "../password-steps.ts";
import { answer, complete, next, type Progress, requireParameter, type SignIn } from "../sign-in.ts";
import { availableFactors, simulatedFactors } from "./available-factors.ts";
import { resumeConfirmed } from "./confirmed-session.ts";
import { sendFirstCode } from "./first-code-steps.ts";
import { askForPasskey } from "./passkey-steps.ts";
import { possibleFactors } from "./step-up.ts";

const SELECT_CHALLENGE = "SELECT_CHALLENGE";

function factorsOf({ context, pool, user, username }: SignIn): readonly FirstFactor[] {
  return user === null ? simulatedFactors(pool, username) : availableFactors(context, pool, user);
}

/** All factors, or those that lead to the level that is to be reached: a second one at once, if the first is credited. */
function choiceOf(signIn: SignIn): ReturnType<typeof nextFactors> {
  const { context, memory, parameters, pool } = signIn;
  const { completed, target } = memory;
  return target === null
    ? { kind: "first", factors: factorsOf(signIn) }
    : nextFactors(target, possibleFactors(context, pool, signIn), completed, parameters.PREFERRED_CHALLENGE);
}

/** Asks for a password in a challenge of its own, where the client did not send it along. */
function askFor(signIn: SignIn, name: "PASSWORD" | "PASSWORD_SRP"): Progress {
  return answer({
    ChallengeName: name,
    Session: openSession(signIn, { step: name, state: {} }),
    ChallengeParameters: { USERNAME: challengeUsername(signIn) },
  });
}

/** Goes on with one factor; only a password that was sent along is checked at once. */
function begin(signIn: SignIn, factor: FirstFactor): Progress | Promise<Progress> {
  switch (factor) {
    case "PASSWORD":
      return signIn.parameters.PASSWORD === undefined ? askFor(signIn, factor) : checkPassword(signIn);
    case "PASSWORD_SRP":
      return signIn.parameters.SRP_A === undefined ? askFor(signIn, factor) : startSrp(signIn);
    case "EMAIL_OTP":
    case "SMS_OTP":
      return sendFirstCode(signIn, factor);
    case "WEB_AUTHN":
      return askForPasskey(signIn);
  }
}

/** The first challenge also lists the other ones (API_InitiateAuth, examples). */
function withOffer(progress: Progress, factors: readonly FirstFactor[]): Progress {
  return progress.kind === "answer"
    ? answer({ AvailableChallenges: [...factors], ...progress.answer })
    : progress;
}

/**
 * The flow's step: right after a confirmed sign-up its session is enough; else the preferred factor, or the choice of all.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, TooManyRequestsException
 */
export async function chooseFirstFactor(signIn: SignIn): Promise<Progress> {
  if (signIn.session !== undefined) {
    const { factor, signIn: resumed } = resumeConfirmed(signIn);
    const { target } = signIn.memory;
    const confirmed = complete(
      { ...resumed, memory: { ...resumed.memory, target } },
      completedByCode(factor),
    );
    const isEnough = target === null || reaches(confirmed.memory.completed, target);
    if (isEnough && factorsOf(signIn).includes(factor)) return next(confirmed);
  }
  const choice = choiceOf(signIn);
  if (choice.kind === "second") return next(signIn);
  const { factors } = choice;
  const preferred = factors.find((factor) => factor === signIn.parameters.PREFERRED_CHALLENGE);
  if (preferred !== undefined) return withOffer(await begin(signIn, preferred), factors);
  return answer({
    ChallengeName: SELECT_CHALLENGE,
    Session: openSession(signIn, { step: SELECT_CHALLENGE, state: { factors } }),
    AvailableChallenges: [...factors],
    ChallengeParameters: {},
  });
}

/**
 * Takes the response to SELECT_CHALLENGE. A choice that was not offered may be made again with the same session.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, TooManyRequestsException
 */
export function selectFirstFactor(signIn: SignIn): Progress | Promise<Progress> {
  const chosen = requireParameter(signIn, "ANSWER");
  const { resumed, factor } = signIn.context.atomically(() => {
    const { signIn: resumed, state } = resumeSignIn(signIn, { step: SELECT_CHALLENGE });
    const factor = state.factors.find((offered) => offered === chosen);
    if (factor === undefined) throw challengeNotAvailable();
    return { resumed, factor };
  });
  return begin(resumed, factor);
}

/** Takes the response to PASSWORD. */
export function checkChosenPassword(signIn: SignIn): Progress | Promise<Progress> {
  requireParameter(signIn, "PASSWORD");
  return checkPassword(resumeSignIn(signIn, { step: "PASSWORD" }).signIn);
}

/** Takes the response to PASSWORD_SRP. */
export function startChosenSrp(signIn: SignIn): Progress {
  requireParameter(signIn, "SRP_A");
  return startSrp(resumeSignIn(signIn, { step: "PASSWORD_SRP" }).signIn);
}
