import type { ActivityTable } from "../activity/activity-table.ts";
import { type ExceptionOverrides, fromCognito } from "../cognito/exception-codes.ts";
import { type KnownSession, matchSessions, nativeIdsOf, nativesOf } from "./match-sessions.ts";
import { isNativeId, type NativeSession, nativeSessions } from "./native-sessions.ts";
import { type Session, sessionStore } from "./session-store.ts";

interface Account {
  readonly sub: string;
  readonly username: string;
}

export interface SessionPlaces {
  readonly table: ActivityTable;
  readonly userPoolId: string;
  /** Whether the pool tracks sessions. */
  readonly isTracked: boolean;
  /** What an exception of Cognito's means here, if it differs from the usual. */
  readonly overrides?: ExceptionOverrides;
}

async function orApiError<Result>(work: Promise<Result>, { overrides = {} }: SessionPlaces): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw fromCognito(error, overrides);
  }
}

const loadNatives = ({ username }: Account, places: SessionPlaces) =>
  orApiError(nativeSessions(places.userPoolId).list(username), places);

/**
 * The active sign-ins of a user, the last used first: those that used this API, and in a pool that tracks sessions those that
 * Cognito alone knows of.
 *
 * @throws ApiError `service_unavailable` and what Cognito's refusal means: a list without them would look complete
 */
export async function listUserSessions(
  account: Account,
  places: SessionPlaces,
): Promise<readonly KnownSession[]> {
  const [own, natives] = await Promise.all([
    sessionStore(places.table).list(account.sub),
    places.isTracked ? loadNatives(account, places) : [],
  ]);
  return places.isTracked ? matchSessions(own, natives) : own.map((session) => ({ own: session }));
}

/** What ends with a session of Cognito's. */
const endingWith = (
  ended: readonly NativeSession[],
  natives: readonly NativeSession[],
): ReadonlySet<string> =>
  new Set([
    ...ended.map(({ id }) => id),
    ...natives.filter(({ ssoId }) => ended.some(({ id }) => id === ssoId)).map(({ id }) => id),
  ]);

/**
 * Ends one sign-in of a user: this API refuses its tokens, and in a pool that tracks sessions Cognito does as well, its refresh
 * token included. As long as it is not certain which session of Cognito's it is, all that it may be end: rather one sign-in too
 * many than a stolen one too few. Can be repeated.
 *
 * @param id an `origin_jti`, or Cognito's id of a session
 * @returns false if the user has no such sign-in
 * @throws ApiError `service_unavailable` and what Cognito's refusal means; this API refuses the tokens by then
 */
export async function endUserSession(account: Account, id: string, places: SessionPlaces): Promise<boolean> {
  const { sub, username } = account;
  const store = sessionStore(places.table);
  const now = Date.now();
  const session: Session | undefined = isNativeId(id) ? undefined : await store.find(sub, id);
  if (session !== undefined) await store.revoke(sub, id, now);
  if (!places.isTracked) return session !== undefined;
  if (session === undefined && !isNativeId(id)) return false;

  const [natives, others] = await Promise.all([loadNatives(account, places), store.list(sub)]);
  const ended =
    session === undefined
      ? natives.filter((native) => native.id === id)
      : nativesOf(session, natives, nativeIdsOf(others));
  const ids = endingWith(ended, natives);
  const ending = natives.filter((native) => ids.has(native.id));
  const taken = nativeIdsOf(others);
  for (const other of others) {
    if (nativesOf(other, ending, taken).length > 0) await store.revoke(sub, other.originJti, now);
  }
  // The API may not have seen their tokens yet, and can't ask Cognito about those without its scope.
  const unseen = ending.filter((native) => !taken.has(native.id) && native.id !== session?.nativeId);
  for (const { kind, clientId, createdAt } of unseen) {
    if (kind === "TOKEN") await store.endUnseen(sub, { clientId, createdAt }, now);
  }
  const { revoke } = nativeSessions(places.userPoolId);
  await orApiError(Promise.all(ended.map((native) => revoke(username, native.id))), places);
  return session !== undefined || ended.length > 0;
}
