/** The second factor: asked for, chosen, or set up first. */
import { completedBySecond, reaches } from "../../domain/authentication-level.ts";
import {
  chooseAmong,
  decideFactor,
  type FactorDecision,
  factorsInUse,
  type SecondFactor,
} from "../../domain/second-factor.ts";
import { factorNotAvailable } from "../../errors/sign-in-errors.ts";
import { openSession, resumeSignIn } from "../challenge-session.ts";
import {
  type AuthenticatedSignIn,
  answer,
  next,
  onceAuthenticated,
  type Progress,
  requireAuthenticated,
  requireParameter,
  type SignIn,
} from "../sign-in.ts";
import { askForCode } from "./code-factor-steps.ts";
import { MFA_SETUP } from "./setup-session.ts";
import { askForSoftwareToken } from "./software-token-steps.ts";
import { poolFactors, userFactors } from "./user-factors.ts";

const SELECT_MFA_TYPE = "SELECT_MFA_TYPE";

/** @throws ServiceError what the CustomMessage trigger makes of it */
function ask(signIn: AuthenticatedSignIn, factor: SecondFactor): Progress | Promise<Progress> {
  return factor === "SOFTWARE_TOKEN_MFA" ? askForSoftwareToken(signIn) : askForCode(signIn, factor);
}

/**
 * Pool and user decide, also about a sign-in that must reach a level: a required second factor is asked for even where the level does
 * not need it. The level only limits which of several.
 */
function decide({ context, pool, user, memory: { completed, target } }: AuthenticatedSignIn): FactorDecision {
  const [offered, own] = [poolFactors(pool), userFactors(context, user)];
  const usual = decideFactor(offered, own);
  if (target === null) return usual;
  const inUse = factorsInUse(offered, own);
  const isReached = reaches(completed, target);
  if (isReached && inUse.some((factor) => completed.includes(completedBySecond(factor)))) {
    return { kind: "none" };
  }
  if (isReached) return usual;
  const enough = inUse.filter((factor) => reaches([...completed, completedBySecond(factor)], target));
  return chooseAmong(enough, own.preferred);
}

/**
 * Asks for the second factor that pool and user agree on, in a custom sign-in too: "If MFA is enabled for a user, it is handled
 * automatically after the password is verified" (amazon-cognito-user-pools-authentication-flow).
 *
 * @throws ServiceError what the CustomMessage trigger makes of it
 */
export const requireSecondFactor = onceAuthenticated((signIn) => {
  const { user } = signIn;
  const decision = decide(signIn);
  switch (decision.kind) {
    case "none":
      return next(signIn);
    case "ask":
      return ask(signIn, decision.factor);
    case "select":
      return answer({
        ChallengeName: SELECT_MFA_TYPE,
        Session: openSession(signIn, { step: SELECT_MFA_TYPE, state: { factors: decision.factors } }),
        ChallengeParameters: {
          MFAS_CAN_CHOOSE: JSON.stringify(decision.factors),
          USER_ID_FOR_SRP: user.username,
        },
      });
    case "set-up":
      return answer({
        ChallengeName: MFA_SETUP,
        Session: openSession(signIn, { step: MFA_SETUP, state: {} }),
        ChallengeParameters: {
          MFAS_CAN_SETUP: JSON.stringify(decision.factors),
          USER_ID_FOR_SRP: user.username,
        },
      });
  }
});

/**
 * Takes the response to SELECT_MFA_TYPE. A choice that was not offered may be made again with the same session.
 * @throws ServiceError InvalidParameterException, NotAuthorizedException, what the CustomMessage trigger makes of it
 */
export function selectSecondFactor(signIn: SignIn): Progress | Promise<Progress> {
  const chosen = requireParameter(signIn, "ANSWER");
  const { resumed, factor } = signIn.context.atomically(() => {
    const { signIn: resumed, state } = resumeSignIn(signIn, { step: SELECT_MFA_TYPE });
    const factor = state.factors.find((offered) => offered === chosen);
    if (factor === undefined) throw factorNotAvailable();
    return { resumed: requireAuthenticated(resumed), factor };
  });
  return ask(resumed, factor);
}
