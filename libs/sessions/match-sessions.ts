/** Which session of Cognito's is which sign-in of the activity table. */
import { withoutUndefined } from "../without-undefined.ts";
import type { NativeSession } from "./native-sessions.ts";
import { mayHaveBegun, type Session } from "./session-store.ts";

/** A sign-in as this API knows it, as Cognito does, or both. */
export interface KnownSession {
  readonly own?: Session;
  readonly native?: NativeSession;
}

/**
 * The sessions of Cognito's that a sign-in may be: the one that its tokens named, or, as long as none did, every session of the
 * same client that began between the sign-in and its first use here.
 *
 * @param taken ids of the sessions that other sign-ins are known to be
 */
export function nativesOf(
  { nativeId, clientId, createdAt, firstUsedAt, lastUsedAt }: Session,
  natives: readonly NativeSession[],
  taken: ReadonlySet<string>,
): readonly NativeSession[] {
  if (nativeId !== undefined) return natives.filter(({ id }) => id === nativeId);
  const times = { createdAt, firstUsedAt: firstUsedAt ?? lastUsedAt };
  return natives.filter(
    (native) =>
      native.kind === "TOKEN" &&
      native.clientId === clientId &&
      !taken.has(native.id) &&
      mayHaveBegun(times, native.createdAt),
  );
}

/** Cognito's ids of the sign-ins whose session is known. */
export const nativeIdsOf = (sessions: readonly Session[]): ReadonlySet<string> =>
  new Set(sessions.flatMap(({ nativeId }) => nativeId ?? []));

/**
 * Every sign-in once, the last used first. A sign-in that Cognito has ended is left out, and so is a browser's session whose
 * tokens are in the list: it ends with them.
 */
export function matchSessions(
  own: readonly Session[],
  natives: readonly NativeSession[],
): readonly KnownSession[] {
  const taken = new Set(nativeIdsOf(own));
  const sessions = own.flatMap((session): KnownSession[] => {
    // Of several, the one that began last before the first use: a client uses its tokens at once.
    const native = nativesOf(session, natives, taken).toSorted((a, b) => b.createdAt - a.createdAt)[0];
    if (native === undefined && session.nativeId !== undefined) return [];
    if (native !== undefined) taken.add(native.id);
    return [{ own: session, ...withoutUndefined({ native }) }];
  });
  const tokens = natives.filter(({ kind }) => kind === "TOKEN");
  const through = new Set(tokens.flatMap(({ ssoId }) => ssoId ?? []));
  const others = natives.filter(({ id }) => !taken.has(id) && !through.has(id));
  return [...sessions, ...others.map((native) => ({ native }))].sort(
    (one, other) => lastUseOf(other) - lastUseOf(one),
  );
}

/** When a sign-in was last used, here or at Cognito, in milliseconds since the epoch. */
export const lastUseOf = ({ own, native }: KnownSession): number =>
  Math.max(own?.lastUsedAt ?? 0, native?.lastUsedAt ?? 0);
