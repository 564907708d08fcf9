/** The sessions that a user has, and their end. */
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { tracksSessions } from "../sessions/session-settings.ts";
import { revokeSession } from "../sessions/track-sessions.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { UserSession } from "../state/user-session-repository.ts";
import type { CognitoOutput } from "../wire-types.ts";

const sessionNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Session does not exist.");

const currentSession = (): ServiceError =>
  invalidParameter("The session of the access token can't be revoked.");

const nextTokenUnknown = (): ServiceError => invalidParameter("Invalid pagination token.");

export const trackingDisabled = (): ServiceError =>
  new ServiceError("OperationNotEnabledException", "User session tracking is not enabled for the user pool.");

/** @throws ServiceError OperationNotEnabledException */
function checkTracking(context: OperationContext, pool: Pool): void {
  if (!tracksSessions(context, pool)) throw trackingDisabled();
}

type Sessions = CognitoOutput<"ListUserSessions">["Sessions"];

/** "All of a user's sessions in a single page of up to 125": tokens have their limit, browsers' sessions share the rest. */
const MAX_LISTED = 125;

/** @param current the `origin_jti` of the caller's access token */
function describe(session: UserSession, current: string | null) {
  const { id, kind, clientId, createdAt, lastActiveAt, deviceType, address, ssoId, origin } = session;
  return {
    SessionId: id,
    SessionType: kind,
    ClientId: clientId,
    CreateDate: new Date(createdAt),
    LastActiveDate: new Date(lastActiveAt),
    DeviceType: deviceType,
    ...(address !== "" && { LastIPAddress: address }),
    // Nothing resolves addresses here: "can be unknown if geo-IP resolution fails" (API_SessionLocationType).
    LastLocation: { Country: "unknown" },
    ...(ssoId !== null && { OriginSessionId: ssoId }),
    IsCurrentSession: origin !== null && origin === current,
  };
}

/** @throws ServiceError InvalidParameterException: there is one page, so no token was ever returned */
function list(
  { userSessions }: OperationContext,
  user: User,
  { current, token }: { readonly current: string | null; readonly token: string | undefined },
): { Sessions: NonNullable<Sessions> } {
  if (token !== undefined) throw nextTokenUnknown();
  const active = [...userSessions.active(user)].reverse().slice(0, MAX_LISTED);
  return { Sessions: active.map((session) => describe(session, current)) };
}

const originOf = (claims: Readonly<Record<string, unknown>>): string | null =>
  typeof claims.origin_jti === "string" ? claims.origin_jti : null;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html */
export const listUserSessions = operation("ListUserSessions", (input, context) => {
  const { pool, user, claims } = context.caller;
  checkTracking(context, pool);
  return list(context, user, { current: originOf(claims), token: input.NextToken });
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html */
export const adminListUserSessions = operation("AdminListUserSessions", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  checkTracking(context, pool);
  return list(context, user, { current: null, token: input.NextToken });
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
export const revokeUserSession = operation("RevokeUserSession", (input, context) => {
  const { pool, user, claims } = context.caller;
  checkTracking(context, pool);
  const session = context.userSessions.find(user, input.SessionId);
  if (session === null) throw sessionNotFound();
  if (session.origin !== null && session.origin === originOf(claims)) throw currentSession();
  revokeSession(context, session, input.RevokeAssociatedSessions);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const adminRevokeUserSession = operation("AdminRevokeUserSession", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  checkTracking(context, pool);
  const session = context.userSessions.find(user, input.SessionId);
  if (session === null) throw sessionNotFound();
  revokeSession(context, session, input.RevokeAssociatedSessions);
  return {};
});
