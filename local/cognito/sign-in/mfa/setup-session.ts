import { credentialsAmbiguous, sessionExpired, sessionInvalid } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { credentialState } from "../account-state.ts";

export const MFA_SETUP = "MFA_SETUP";

const MINUTE = 60 * 1000;

/** A sign-in that waits for a second factor to be set up. */
export interface SetupSession {
  readonly pool: Pool;
  readonly user: User;
  /** Answers the session to continue with. */
  readonly renew: (state: { readonly isVerified: boolean }) => string;
  /** Lets the same session be used once more. */
  readonly reopen: () => void;
}

/**
 * The session that AssociateSoftwareToken and VerifySoftwareToken are given; `null` where they need an access token. "The request
 * takes an access token or a session string, but not both" (API_VerifySoftwareToken).
 *
 * @throws ServiceError InvalidParameterException
 */
export function sessionOf({
  AccessToken,
  Session,
}: {
  readonly AccessToken?: string | undefined;
  readonly Session?: string | undefined;
}): string | null {
  if (AccessToken !== undefined && Session !== undefined) throw credentialsAmbiguous();
  return Session ?? null;
}

/**
 * Takes the `Session` of an MFA_SETUP challenge. It is used up, until renewed or reopened.
 * @throws ServiceError NotAuthorizedException
 */
export function takeSetupSession(
  {
    challengeSessions,
    clients,
    clock,
    pools,
    users,
  }: Pick<OperationContext, "challengeSessions" | "clients" | "clock" | "pools" | "users">,
  session: string,
): SetupSession {
  const kept = challengeSessions.take(session);
  const user = kept?.userKey ? users.byKey(kept.userKey) : null;
  const isOver = user === null || kept?.memory.credentialState !== credentialState({ users }, user);
  if (kept === null || user === null || kept.step !== MFA_SETUP || isOver) throw sessionInvalid();
  if (kept.expiresAt <= clock.now()) throw sessionExpired();
  const { AuthSessionValidity } = clients.require(kept.clientId).settings;
  return {
    pool: pools.require(kept.poolId),
    user,
    renew: (state) =>
      challengeSessions.open({ ...kept, state, expiresAt: clock.now() + AuthSessionValidity * MINUTE }),
    reopen: () => challengeSessions.reopen(session, kept),
  };
}
