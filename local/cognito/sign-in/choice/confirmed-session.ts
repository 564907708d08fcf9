/**
 * Signing in right after signing up: SignUp's session, taken up by ConfirmSignUp, is a proof that the same client got the code
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html, `Session`).
 */
import { isFlowAllowed } from "../../domain/explicit-auth-flows.ts";
import { sessionInvalid } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Client } from "../../state/client-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { resumeSignIn } from "../challenge-session.ts";
import { next, type Progress, type SignIn } from "../sign-in.ts";

const SIGNED_UP = "SIGNED_UP";
const CONFIRMED = "CONFIRMED";
const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

type Context = Pick<OperationContext, "challengeSessions" | "clock">;

interface NewUser {
  readonly client: Client;
  readonly user: User;
  /** What the client calls the user. */
  readonly username: string;
}

function open(
  { challengeSessions, clock }: Context,
  { client, user, username }: NewUser,
  step: string,
  lifetime: number,
): string {
  return challengeSessions.open({
    poolId: client.poolId,
    clientId: client.id,
    userKey: user.key,
    username,
    step,
    state: {},
    memory: { flow: "USER_AUTH", answered: [], deviceKey: null },
    expiresAt: clock.now() + lifetime,
  });
}

/** Whether a user of the pool can do without a password: codes are a first factor (API_SignUp, `Password`). */
export function allowsPasswordless({ settings }: Pool): boolean {
  const { AllowedFirstAuthFactors } = settings.Policies.SignInPolicy;
  return AllowedFirstAuthFactors.includes("EMAIL_OTP") || AllowedFirstAuthFactors.includes("SMS_OTP");
}

/** SignUp's session, where the client may use USER_AUTH: it lives as long as the code that was sent. */
export function openSignedUpSession(context: Context, newUser: NewUser): { readonly Session?: string } {
  const { ExplicitAuthFlows } = newUser.client.settings;
  return isFlowAllowed(ExplicitAuthFlows, "USER_AUTH")
    ? { Session: open(context, newUser, SIGNED_UP, DAY) }
    : {};
}

/**
 * ConfirmSignUp's session for SignUp's. None for one that is not the user's, was used, or ran out: the code was right all the
 * same, and the user signs in as usual.
 */
export function exchangeSignedUpSession(
  context: Context,
  newUser: NewUser,
  session: string | undefined,
): { readonly Session?: string } {
  const kept = session === undefined ? null : context.challengeSessions.take(session);
  const { client, user } = newUser;
  const isTheirs = kept?.step === SIGNED_UP && kept.clientId === client.id && kept.userKey === user.key;
  if (!isTheirs || kept.expiresAt <= context.clock.now()) return {};
  return { Session: open(context, newUser, CONFIRMED, client.settings.AuthSessionValidity * MINUTE) };
}

/**
 * InitiateAuth with ConfirmSignUp's session.
 * @throws ServiceError NotAuthorizedException
 */
export function continueAfterConfirmation(signIn: SignIn): Progress {
  const { signIn: resumed } = resumeSignIn(signIn, { step: CONFIRMED });
  if (resumed.user === null) {
    throw sessionInvalid();
  }
  return next(resumed);
}
