import { sessionExpired, sessionInvalid } from "../errors/sign-in-errors.ts";
import type { ChallengeSession } from "../state/challenge-session-repository.ts";
import type { SignIn } from "./sign-in.ts";

const MINUTE = 60 * 1000;

/** Keeps the sign-in for the client's response to `step`, as long as the client's AuthSessionValidity says. */
export function openSession(
  { context, pool, client, user, username }: SignIn,
  { step, state }: Pick<ChallengeSession, "step" | "state">,
): string {
  return context.challengeSessions.open({
    poolId: pool.id,
    clientId: client.id,
    userKey: user?.key ?? null,
    username,
    step,
    state,
    expiresAt: context.clock.now() + client.settings.AuthSessionValidity * MINUTE,
  });
}

/**
 * Takes up what {@link openSession} kept. It is gone then, right or wrong, unless the work around it is rolled back.
 *
 * @throws ServiceError NotAuthorizedException: never opened, used before, another client's, another step's, expired
 */
export function takeSession(
  { context, client }: SignIn,
  { session, step }: { readonly session: string | undefined; readonly step: string },
): ChallengeSession {
  const kept = session === undefined ? null : context.challengeSessions.take(session);
  if (kept === null || kept.clientId !== client.id || kept.step !== step) {
    throw sessionInvalid();
  }
  if (kept.expiresAt <= context.clock.now()) {
    throw sessionExpired();
  }
  return kept;
}
