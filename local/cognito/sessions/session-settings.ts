/** How a pool tracks sessions, and how long its clients reuse those of browsers. */
import type { CognitoContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { PoolDocuments } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

type Tracking = PoolDocuments["session-tracking"];

/** The service's default (API_GetUserPoolSessionConfiguration). */
const UNTRACKED: Tracking = { UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } };

/** The default of a client, in minutes (API_ClientSSOSessionConfigType). */
const DEFAULT_VALIDITY = 60;

type Documents = Pick<CognitoContext, "documents">;

export const trackingOf = ({ documents }: Documents, pool: Pool): Tracking =>
  documents.find(pool, "session-tracking", pool.id)?.content ?? UNTRACKED;

/** A pool that went back to the Lite plan tracks nothing. */
export const tracksSessions = (context: Documents, pool: Pool): boolean =>
  pool.settings.UserPoolTier !== "LITE" && trackingOf(context, pool).UserSessionTracking === "ENABLED";

/** As it was set, also while the pool does not track sessions: then it is "retained but dormant". */
export const validityMinutesOf = ({ documents }: Documents, pool: Pool, clientId: string): number =>
  documents.find(pool, "client-session", clientId)?.content.SSOSession.MaxValidityMinutes ?? DEFAULT_VALIDITY;

/** For how many milliseconds after a sign-in the client reuses the browser's session without asking the user. */
export const reuseMillisecondsOf = (context: Documents, pool: Pool, { id }: Client): number =>
  (tracksSessions(context, pool) ? validityMinutesOf(context, pool, id) : DEFAULT_VALIDITY) * 60_000;

/** How long a browser's session is kept: as long as any client of the pool reuses it, an hour at least. */
export function ssoLifetimeOf(context: Documents, pool: Pool): number {
  if (!tracksSessions(context, pool)) return DEFAULT_VALIDITY * 60_000;
  const configured = context.documents
    .all(pool, "client-session")
    .map(({ content }) => content.SSOSession.MaxValidityMinutes);
  return Math.max(DEFAULT_VALIDITY, ...configured) * 60_000;
}
