/** Whether a pool tracks sessions, and how long its clients reuse those of browsers. */
import { featureNotInTier } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import { trackingOf, tracksSessions, validityMinutesOf } from "../sessions/session-settings.ts";
import type { Pool } from "../state/pool-repository.ts";
import { trackingDisabled } from "./user-sessions.ts";

/** @throws ServiceError FeatureUnavailableInTierException */
function checkTier({ settings }: Pool): void {
  if (settings.UserPoolTier === "LITE") throw featureNotInTier("LITE", "User Session Tracking");
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolSessionConfiguration.html */
export const setUserPoolSessionConfiguration = operation(
  "SetUserPoolSessionConfiguration",
  ({ UserPoolId, UserSessionTracking, TokenSession }, context) => {
    const pool = context.pools.require(UserPoolId);
    checkTier(pool);
    const tracking = { UserSessionTracking, TokenSession };
    context.documents.put(pool, "session-tracking", pool.id, tracking);
    return { UserPoolId: pool.id, ...tracking };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html */
export const getUserPoolSessionConfiguration = operation(
  "GetUserPoolSessionConfiguration",
  ({ UserPoolId }, context) => {
    const pool = context.pools.require(UserPoolId);
    return { UserPoolId: pool.id, ...trackingOf(context, pool) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolClientSessionConfiguration.html */
export const setUserPoolClientSessionConfiguration = operation(
  "SetUserPoolClientSessionConfiguration",
  ({ UserPoolId, ClientId, SSOSession }, context) => {
    const pool = context.pools.require(UserPoolId);
    const client = context.clients.require(ClientId, pool);
    checkTier(pool);
    if (!tracksSessions(context, pool)) throw trackingDisabled();
    context.documents.put(pool, "client-session", client.id, { SSOSession });
    return { UserPoolId: pool.id, ClientId: client.id, SSOSession };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolClientSessionConfiguration.html */
export const getUserPoolClientSessionConfiguration = operation(
  "GetUserPoolClientSessionConfiguration",
  ({ UserPoolId, ClientId }, context) => {
    const pool = context.pools.require(UserPoolId);
    const client = context.clients.require(ClientId, pool);
    const SSOSession = { MaxValidityMinutes: validityMinutesOf(context, pool, client.id) };
    return { UserPoolId: pool.id, ClientId: client.id, SSOSession };
  },
);
