/**
 * CUSTOM_AUTH: the pool's functions say what is asked, and when it is enough
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html).
 */
import { authParameterMissing, credentialsWrong } from "../../errors/sign-in-errors.ts";
import type { AnsweredChallenge } from "../../state/sign-in-state.ts";
import { checkAccount } from "../account-state.ts";
import { openSession, resumeSignIn } from "../challenge-session.ts";
import { challengeUsername } from "../challenge-username.ts";
import { startSrp } from "../password-steps.ts";
import { answer, next, type Progress, requireParameter, type SignIn, type Step } from "../sign-in.ts";
import { createChallenge, defineChallenge, verifyAnswer } from "./challenge-triggers.ts";

const CUSTOM_CHALLENGE = "CUSTOM_CHALLENGE";

const isCustom = ({ memory }: SignIn): boolean => memory.flow === "CUSTOM_AUTH";

function remember(signIn: SignIn, answered: AnsweredChallenge): SignIn {
  const { memory } = signIn;
  return { ...signIn, memory: { ...memory, answered: [...memory.answered, answered] } };
}

/**
 * Applies DefineAuthChallenge's decision. An unknown user gets the same challenges but never tokens.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, what the triggers make of it
 */
async function decide(signIn: SignIn): Promise<Progress> {
  const definition = await defineChallenge(signIn);
  switch (definition.kind) {
    case "failure":
      throw credentialsWrong();
    case "tokens":
      if (signIn.user === null) throw credentialsWrong();
      return next(signIn);
    case "password":
      return startSrp(signIn);
    case "custom":
      return challenge(signIn);
  }
}

async function challenge(signIn: SignIn): Promise<Progress> {
  const { shown, hidden, metadata } = await createChallenge(signIn);
  return answer({
    ChallengeName: CUSTOM_CHALLENGE,
    Session: openSession(signIn, { step: CUSTOM_CHALLENGE, state: { hidden, metadata } }),
    ChallengeParameters: { USERNAME: challengeUsername(signIn), ...shown },
  });
}

/**
 * The flow's first step. No function of the challenge runs for an account that can't be signed in to: it would send codes.
 * A client that begins with SRP (`CHALLENGE_NAME` SRP_A) has that as its first right answer.
 * @throws ServiceError as {@link decide}, UserNotConfirmedException
 */
export async function startCustomAuth(signIn: SignIn): Promise<Progress> {
  if (signIn.user !== null) checkAccount(signIn.user);
  const { CHALLENGE_NAME: name, SRP_A: srp } = signIn.parameters;
  if (name === "SRP_A" && !srp) throw authParameterMissing("SRP_A");
  return decide(
    srp === undefined
      ? signIn
      : remember(signIn, { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null }),
  );
}

/**
 * Handles the answer to the pool's own challenge. Right or wrong, DefineAuthChallenge decides what follows.
 * @throws ServiceError as {@link decide}
 */
export async function checkCustomAnswer(signIn: SignIn): Promise<Progress> {
  const given = requireParameter(signIn, "ANSWER");
  const { signIn: resumed, state } = resumeSignIn(signIn, { step: CUSTOM_CHALLENGE });
  const { hidden, metadata } = state;
  const isRight = await verifyAnswer(resumed, { hidden, answer: given });
  return decide(
    remember(resumed, {
      challengeName: CUSTOM_CHALLENGE,
      challengeResult: isRight && resumed.user !== null,
      challengeMetadata: metadata,
    }),
  );
}

/**
 * Remembers what Cognito itself asked and was answered right, as part of a custom sign-in: the functions see it in their
 * `session`. Other flows pass by.
 */
export const noteAnswer =
  (challengeName: string): Step =>
  (signIn) =>
    next(
      isCustom(signIn)
        ? remember(signIn, { challengeName, challengeResult: true, challengeMetadata: null })
        : signIn,
    );

/**
 * After the password, and the second factor if the user has one, were checked as part of a custom sign-in:
 * DefineAuthChallenge says what comes next. Other flows pass by.
 *
 * @throws ServiceError as {@link decide}
 */
export const continueCustomAuth: Step = (signIn) => (isCustom(signIn) ? decide(signIn) : next(signIn));
