/**
 * The sessions of a pool that tracks them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html). All of it does nothing in other pools.
 */
import { deviceTypeOf } from "../domain/device-type.ts";
import { createSessionId } from "../domain/session-id.ts";
import type { CognitoContext, RequestClient } from "../operation-context.ts";
import type { RequestOrigin } from "../record-auth-event.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { SessionPlace, UserSession } from "../state/user-session-repository.ts";
import { ssoLifetimeOf, trackingOf, tracksSessions } from "./session-settings.ts";

type Context = Pick<
  CognitoContext,
  "atomically" | "clock" | "documents" | "refreshTokens" | "userSessions"
> & {
  readonly requestClient?: RequestClient;
};

const placeOf = ({ requestClient }: Context): SessionPlace => ({
  deviceType: deviceTypeOf(requestClient?.userAgent),
  address: requestClient?.address ?? "",
});

/** The request's origin: what a server tells about the user's client comes before what its own connection tells. */
export function clientAt(
  told: RequestOrigin,
  { requestClient }: Pick<Context, "requestClient">,
): RequestClient {
  const agent = told.HttpHeaders?.find(({ headerName }) => headerName?.toLowerCase() === "user-agent");
  return {
    address: told.IpAddress ?? requestClient?.address ?? "",
    userAgent: agent?.headerValue ?? requestClient?.userAgent,
  };
}

interface Opened {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
}

/** Ends a session with its refresh and access tokens. */
function endSession({ refreshTokens, userSessions }: Context, { id, origin }: UserSession): void {
  if (origin !== null) refreshTokens.revoke(origin);
  userSessions.end(id);
}

/**
 * Begins the session of a token family that has a refresh token. A user at the pool's limit loses the least recently used ones
 * first (API_UserPoolTokenSessionConfigType). Runs in the transaction that opens the family.
 */
export function openTokenSession(
  context: Context,
  {
    pool,
    client,
    user,
    origin,
    expiresAt,
    ssoId = null,
  }: Opened & {
    readonly origin: string;
    readonly expiresAt: number;
    readonly ssoId?: string | null;
  },
): void {
  if (!tracksSessions(context, pool)) return;
  const { MaxPerUser } = trackingOf(context, pool).TokenSession;
  const others = context.userSessions.active(user).filter(({ kind }) => kind === "TOKEN");
  for (const session of others.slice(0, Math.max(0, others.length - MaxPerUser + 1))) {
    endSession(context, session);
  }
  context.userSessions.open({
    id: createSessionId("TOKEN"),
    kind: "TOKEN",
    userKey: user.key,
    clientId: client.id,
    origin,
    ssoId,
    expiresAt,
    ...placeOf(context),
  });
  if (ssoId !== null) context.userSessions.touch(ssoId);
}

/** Begins the session of a browser. @returns its id, or `null` in a pool that does not track sessions */
export function openSsoSession(context: Context, { pool, client, user }: Opened): string | null {
  if (!tracksSessions(context, pool)) return null;
  const id = createSessionId("SSO");
  context.userSessions.open({
    id,
    kind: "SSO",
    userKey: user.key,
    clientId: client.id,
    origin: null,
    ssoId: null,
    expiresAt: context.clock.now() + ssoLifetimeOf(context, pool),
    ...placeOf(context),
  });
  return id;
}

/** Notes that tokens were refreshed: a use of the token session, and of the SSO session that it came through. */
export function noteRefresh(context: Context, pool: Pool, origin: string): void {
  if (!tracksSessions(context, pool)) return;
  const session = context.userSessions.ofFamily(origin);
  if (session === null) return;
  context.userSessions.touch(session.id, placeOf(context));
  if (session.ssoId !== null) context.userSessions.touch(session.ssoId);
}

/** Ends a session, and with `LINKED` those that are directly linked to it. */
export function revokeSession(
  context: Context,
  session: UserSession,
  associated: "NONE" | "LINKED" = "NONE",
): void {
  context.atomically(() => {
    if (associated === "LINKED") {
      for (const linked of context.userSessions.through(session.id)) endSession(context, linked);
      if (session.ssoId !== null) context.userSessions.end(session.ssoId);
    }
    endSession(context, session);
  });
}
