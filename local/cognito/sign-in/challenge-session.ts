import { checkSecretHash } from "../check-client.ts";
import { sessionExpired, sessionInvalid } from "../errors/sign-in-errors.ts";
import type { ChallengeSession, SessionAt } from "../state/challenge-session-repository.ts";
import type { SessionStep, StateOfStep } from "../state/sign-in-state.ts";
import { credentialState } from "./account-state.ts";
import { challengeUsername } from "./challenge-username.ts";
import { checkDeviceKey } from "./device/check-device-key.ts";
import { requireParameter, type SignIn } from "./sign-in.ts";

const MINUTE = 60 * 1000;

/** Keeps the sign-in for the client's response to `step`, as long as the client's AuthSessionValidity says. */
export function openSession<Step extends SessionStep>(
  { context, pool, client, user, username, memory }: SignIn,
  { step, state }: Pick<SessionAt<Step>, "step" | "state">,
): string {
  return context.challengeSessions.open({
    poolId: pool.id,
    clientId: client.id,
    userKey: user?.key ?? null,
    username,
    step,
    state,
    memory,
    expiresAt: context.clock.now() + client.settings.AuthSessionValidity * MINUTE,
  });
}

interface Resumption<Step extends SessionStep> {
  readonly step: Step;
  /** Set if the client sends it as something else than `Session`. */
  readonly session?: string | undefined;
  /** `SECRET_HASH` must be made with the username, not with another name of the user. */
  readonly hashOfUsername?: boolean;
  /** The error for a session that can't be continued. */
  readonly refuse?: () => Error;
}

const isAt = <Step extends SessionStep>(
  kept: ChallengeSession,
  step: Step,
): kept is ChallengeSession & SessionAt<Step> => kept.step === step;

/** @throws ServiceError NotAuthorizedException: never opened, used before, another client's, another step's, expired */
function takeSession<Step extends SessionStep>(
  { context, client }: SignIn,
  { session, step, refuse }: Required<Omit<Resumption<Step>, "hashOfUsername">>,
): SessionAt<Step> {
  const kept = session === undefined ? null : context.challengeSessions.take(session);
  if (kept === null || kept.clientId !== client.id || !isAt(kept, step)) throw refuse();
  if (kept.expiresAt <= context.clock.now()) throw sessionExpired();
  return kept;
}

/** A sign-in as {@link openSession} left it, with the client's response. */
export interface ResumedSignIn<Step extends SessionStep> {
  readonly signIn: SignIn;
  readonly state: StateOfStep[Step];
  /** Allows another answer with the same session. */
  readonly reopen: (state: StateOfStep[Step]) => void;
}

/**
 * Goes on with what {@link openSession} kept, for the same user and while {@link credentialState} is the same. The session is then used
 * up, whether the answer is right or wrong, unless the work around it is rolled back ({@link SignIn.context}`.atomically`).
 *
 * @throws ServiceError InvalidParameterException, NotAuthorizedException, ResourceNotFoundException
 */
export function resumeSignIn<Step extends SessionStep>(
  signIn: SignIn,
  { step, session = signIn.session, refuse = sessionInvalid, hashOfUsername = false }: Resumption<Step>,
): ResumedSignIn<Step> {
  const { context, client, pool, parameters } = signIn;
  const name = requireParameter(signIn, "USERNAME");
  const named = context.users.find(pool, name);
  const names = named === null ? [name] : [named.username, ...(hashOfUsername ? [] : [name])];
  checkSecretHash(client, parameters.SECRET_HASH, names);
  // Before the session is taken: the published clients answer once more with it, without the device that is gone.
  checkDeviceKey(context, named, parameters.DEVICE_KEY);
  const kept = takeSession(signIn, { session, step, refuse });
  const { userKey, username, state, memory } = kept;
  const user = userKey === null ? null : named;
  const isSame =
    userKey === null
      ? name === username || name === challengeUsername({ ...signIn, username, user })
      : named?.key === userKey;
  const isElsewhere = (memory.entrance === "hosted") !== (signIn.memory.entrance === "hosted");
  const isOver = user !== null && memory.credentialState !== credentialState(context, user);
  if (!isSame || isElsewhere) throw refuse();
  if (isOver) throw sessionInvalid();
  return {
    signIn: {
      ...signIn,
      username,
      user,
      memory: { ...memory, deviceKey: parameters.DEVICE_KEY ?? memory.deviceKey },
    },
    state,
    reopen: (changed) => context.challengeSessions.reopen(String(session), { ...kept, state: changed }),
  };
}
