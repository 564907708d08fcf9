/**
 * The browser's session with a pool: the cookie `cognito`, one hour from the last sign-in, single sign-on over the clients of
 * the pool (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html). Signing out
 * everywhere does not end it (API_GlobalSignOut); `/logout` does. In a pool that tracks sessions it can be listed and revoked, and
 * each client has its own limit for reusing it (API_ClientSSOSessionConfigType).
 */
import type { Authentication } from "../cognito/domain/authentication-level.ts";
import { reuseMillisecondsOf, ssoLifetimeOf } from "../cognito/sessions/session-settings.ts";
import { openSsoSession } from "../cognito/sessions/track-sessions.ts";
import type { Client } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";
import type { User } from "../cognito/state/user-repository.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import type { Cookie } from "./reply.ts";

export const SESSION_COOKIE = "cognito";

export interface HostedSession {
  readonly user: User;
  /** Milliseconds since the Unix epoch. */
  readonly authenticatedAt: number;
  /** The provider that the user signed in with; `null` for the pool's own users. */
  readonly provider: string | null;
  /** Its id in a pool that tracks sessions. */
  readonly ssoId: string | null;
  readonly authentication: Authentication;
}

const UNKNOWN: Authentication = { level: null, methods: [] };

/** A user who has just signed in, with the provider unless it was the pool itself. */
export interface SignedIn {
  readonly user: User;
  readonly provider?: string;
  readonly authentication: Authentication;
}

/** The browser's session with the pool, if it has one that was not revoked, and the user exists and is enabled. */
export function findSession({ context, cookies }: OAuthRequest, pool: Pool): HostedSession | null {
  const kept = context.hostedRecords.find("session", cookies.get(SESSION_COOKIE) ?? "");
  if (kept?.poolId !== pool.id) return null;
  const { userKey, authenticatedAt, provider = null, authentication = UNKNOWN, ssoId = null } = kept.content;
  if (ssoId !== null && !context.userSessions.isActive(ssoId)) return null;
  const user = context.users.byKey(userKey);
  return user?.enabled ? { user, authenticatedAt, provider, authentication, ssoId } : null;
}

/** Whether the client may reuse the session without asking the user: it has a limit for the time since the sign-in. */
export function isReusable(
  { context }: OAuthRequest,
  { pool, client }: { readonly pool: Pool; readonly client: Client },
  { authenticatedAt }: HostedSession,
): boolean {
  return context.clock.now() - authenticatedAt < reuseMillisecondsOf(context, pool, client);
}

/** Opens a session with a new id, so that an attacker's planted id is never used (session fixation). */
export function openSession(
  { context, cookies }: OAuthRequest,
  { pool, client }: { readonly pool: Pool; readonly client: Client },
  { user, provider, authentication }: SignedIn,
): { readonly session: HostedSession; readonly cookie: Cookie } {
  const authenticatedAt = context.clock.now();
  const lifetime = ssoLifetimeOf(context, pool);
  endTracked(context, cookies.get(SESSION_COOKIE));
  const ssoId = openSsoSession(context, { pool, client, user });
  const value = context.hostedRecords.keep("session", {
    poolId: user.poolId,
    content: {
      userKey: user.key,
      authenticatedAt,
      authentication,
      ...withoutUndefined({ provider, ssoId: ssoId ?? undefined }),
    },
    expiresAt: authenticatedAt + lifetime,
  });
  return {
    session: { user, authenticatedAt, authentication, provider: provider ?? null, ssoId },
    cookie: { name: SESSION_COOKIE, value, maxAgeSeconds: lifetime / 1000 },
  };
}

/** A browser has one session: the tracked one that it had before is over. */
function endTracked({ hostedRecords, userSessions }: OAuthRequest["context"], cookie = ""): void {
  const ssoId = hostedRecords.find("session", cookie)?.content.ssoId;
  if (ssoId !== undefined) userSessions.end(ssoId);
}

/** Ends the browser's session with the pool, and removes the cookie. */
export function endSession({ context, cookies }: OAuthRequest): Cookie {
  endTracked(context, cookies.get(SESSION_COOKIE));
  context.hostedRecords.take("session", cookies.get(SESSION_COOKIE) ?? "");
  return { name: SESSION_COOKIE, value: "" };
}
