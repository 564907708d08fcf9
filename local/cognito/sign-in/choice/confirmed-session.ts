/**
 * Signing in right after signing up: the code that confirmed it counts as first factor
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html,
 * "Automatic sign-in with OTPs").
 */
import { isFlowAllowedOnPages } from "../../domain/explicit-auth-flows.ts";
import { type CodeFactor, codeFactor } from "../../domain/first-factor.ts";
import type { Channel } from "../../domain/verification-channel.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { SessionAt } from "../../state/challenge-session-repository.ts";
import type { Client } from "../../state/client-repository.ts";
import type { SessionStep } from "../../state/sign-in-state.ts";
import type { User } from "../../state/user-repository.ts";
import { credentialState } from "../account-state.ts";
import { resumeSignIn } from "../challenge-session.ts";
import type { SignIn } from "../sign-in.ts";

const SIGNED_UP = "SIGNED_UP";
const CONFIRMED = "CONFIRMED";
const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

type Context = Pick<OperationContext, "challengeSessions" | "clock" | "users">;

interface NewUser {
  readonly client: Client;
  readonly user: User;
  /** What the client calls the user. */
  readonly username: string;
}

interface SessionKind<Step extends SessionStep> extends Pick<SessionAt<Step>, "step" | "state"> {
  /** Milliseconds. */
  readonly lifetime: number;
}

/** Only clients that may use USER_AUTH get such a session. */
function canUse({ settings }: Client): boolean {
  return isFlowAllowedOnPages(settings, "USER_AUTH");
}

function open<Step extends SessionStep>(
  context: Context,
  { client, user, username }: NewUser,
  { step, state, lifetime }: SessionKind<Step>,
): string {
  const { challengeSessions, clock } = context;
  return challengeSessions.open({
    poolId: client.poolId,
    clientId: client.id,
    userKey: user.key,
    username,
    step,
    state,
    memory: {
      entrance: "public",
      flow: "USER_AUTH",
      answered: [],
      deviceKey: null,
      credentialState: credentialState(context, user),
      completed: [],
      target: null,
    },
    expiresAt: clock.now() + lifetime,
  });
}

/** SignUp's session, where the client may use USER_AUTH: it lives as long as the code that was sent. */
export function openSignedUpSession(context: Context, newUser: NewUser): { readonly Session?: string } {
  return canUse(newUser.client)
    ? { Session: open(context, newUser, { step: SIGNED_UP, state: {}, lifetime: DAY }) }
    : {};
}

/** Whether it is SignUp's for this user, of this client, and has not run out. */
function isSignedUpSession(context: Context, { client, user }: NewUser, session: string): boolean {
  const kept = context.challengeSessions.take(session);
  const isTheirs = kept?.step === SIGNED_UP && kept.clientId === client.id && kept.userKey === user.key;
  return isTheirs && kept.expiresAt > context.clock.now();
}

/**
 * ConfirmSignUp's session; SignUp's need not be given (API_ConfirmSignUp, example). None for one that is given and is not the
 * user's, was used, or ran out: the code was right all the same, and the user signs in as usual.
 */
export function openConfirmedSession(
  context: Context,
  newUser: NewUser,
  { channel, session }: { readonly channel: Channel; readonly session: string | undefined },
): { readonly Session?: string } {
  const { client } = newUser;
  const isGood = session === undefined || isSignedUpSession(context, newUser, session);
  if (!canUse(client) || !isGood) return {};
  const lifetime = client.settings.AuthSessionValidity * MINUTE;
  const state = { factor: codeFactor(channel.attribute) };
  return { Session: open(context, newUser, { step: CONFIRMED, state, lifetime }) };
}

/**
 * Takes up ConfirmSignUp's session.
 * @returns the factor that the confirmation stands for: whether the user may begin with it is another question
 * @throws ServiceError NotAuthorizedException
 */
export function resumeConfirmed(signIn: SignIn): { readonly signIn: SignIn; readonly factor: CodeFactor } {
  const { signIn: resumed, state } = resumeSignIn(signIn, { step: CONFIRMED });
  return { signIn: resumed, factor: state.factor };
}
