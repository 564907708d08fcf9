import { sessionExpired, sessionInvalid } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

export const MFA_SETUP = "MFA_SETUP";

const MINUTE = 60 * 1000;

/** A sign-in that waits for a second factor to be set up. */
export interface SetupSession {
  readonly pool: Pool;
  readonly user: User;
  /** Answers the session to go on with. */
  readonly renew: (state: { readonly isVerified: boolean }) => string;
}

/**
 * Takes the `Session` of an MFA_SETUP challenge that AssociateSoftwareToken and VerifySoftwareToken are given in place of an
 * access token. It is used up; a refusal inside `context.atomically` gives it back.
 *
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
  if (kept === null || user === null || kept.step !== MFA_SETUP) {
    throw sessionInvalid();
  }
  if (kept.expiresAt <= clock.now()) {
    throw sessionExpired();
  }
  const { AuthSessionValidity } = clients.require(kept.clientId).settings;
  return {
    pool: pools.require(kept.poolId),
    user,
    renew: (state) =>
      challengeSessions.open({ ...kept, state, expiresAt: clock.now() + AuthSessionValidity * MINUTE }),
  };
}
