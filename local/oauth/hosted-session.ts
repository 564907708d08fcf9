/**
 * The browser's session with a pool: the cookie `cognito`, one hour from the last sign-in, single sign-on over the clients of
 * the pool (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html). Signing out
 * everywhere does not end it (API_GlobalSignOut); `/logout` does.
 */
import type { Pool } from "../cognito/state/pool-repository.ts";
import type { User } from "../cognito/state/user-repository.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import type { Cookie } from "./reply.ts";

export const SESSION_COOKIE = "cognito";

/** One hour; using it does not prolong it. */
const SESSION_SECONDS = 3600;

export interface HostedSession {
  readonly user: User;
  /** Milliseconds since the Unix epoch. */
  readonly authenticatedAt: number;
  /** The provider that the user signed in with; `null` for the pool's own users. */
  readonly provider: string | null;
}

/** The browser's session with the pool, if it has one and the user exists and is enabled. */
export function findSession({ context, cookies }: OAuthRequest, pool: Pool): HostedSession | null {
  const kept = context.hostedRecords.find("session", cookies.get(SESSION_COOKIE) ?? "");
  if (kept?.poolId !== pool.id) return null;
  const { userKey, authenticatedAt, provider = null } = kept.content;
  const user = context.users.byKey(userKey);
  return user?.enabled ? { user, authenticatedAt, provider } : null;
}

/** Opens a session with a new id, so that an attacker's planted id is never used (session fixation). */
export function openSession(
  { context }: OAuthRequest,
  { user, provider }: { readonly user: User; readonly provider?: string },
): { readonly session: HostedSession; readonly cookie: Cookie } {
  const authenticatedAt = context.clock.now();
  const value = context.hostedRecords.keep("session", {
    poolId: user.poolId,
    content: { userKey: user.key, authenticatedAt, ...withoutUndefined({ provider }) },
    expiresAt: authenticatedAt + SESSION_SECONDS * 1000,
  });
  return {
    session: { user, authenticatedAt, provider: provider ?? null },
    cookie: { name: SESSION_COOKIE, value, maxAgeSeconds: SESSION_SECONDS },
  };
}

/** Ends the browser's session with the pool, and removes the cookie. */
export function endSession({ context, cookies }: OAuthRequest): Cookie {
  context.hostedRecords.take("session", cookies.get(SESSION_COOKIE) ?? "");
  return { name: SESSION_COOKIE, value: "" };
}
