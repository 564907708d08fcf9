import {
  SESSION_PREFIX,
  sessionKey,
  sessionsOfDay,
  signedOutKey,
  userPartition,
} from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { dayOf, expiryAfterDays } from "../activity/days.ts";
import { queryAll } from "../activity/query-pages.ts";
import { shortUserAgent } from "../activity/user-agent.ts";
import { type SignInMethod, signInMethodOf } from "../auth/sign-in-method.ts";
import { withoutUndefined } from "../without-undefined.ts";

/**
 * An active sign-in. All tokens that come from it by refreshing have its `origin_jti`. Times are milliseconds since the epoch.
 */
export interface Session {
  readonly sub: string;
  readonly originJti: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly ip: string;
  readonly userAgent: string;
  /** How the user signed in, if Cognito told. */
  readonly signIn?: SignInMethod;
  readonly revokedAt?: number;
  /** When the API saw it first; missing in sign-ins that an older version recorded. */
  readonly firstUsedAt?: number;
  /** Cognito's id of the session, in a pool that tracks them, once it is known. */
  readonly nativeId?: string;
}

/** The sign-in of a request, and where the request comes from. */
interface SessionUse {
  readonly sub: string;
  readonly originJti: string;
  readonly clientId: string;
  /** When the sign-in was, in seconds since the epoch. */
  readonly authTime: number;
  readonly ip: string;
  readonly userAgent: string;
  readonly signIn?: SignInMethod | undefined;
}

/** After so many days without a use, the refresh token has expired as well: the app client's lasts 30 days. */
export const SESSION_DAYS = 31;

/** A use within so many milliseconds of the last recorded one is not recorded. */
const WRITE_EVERY_MS = 5 * 60 * 1000;

/** Tokens have whole seconds, and clocks differ a little. In milliseconds. */
const TOLERANCE = 5_000;

/**
 * Whether a sign-in may be the session that Cognito began at a time: a client uses its tokens soon, so that is between the sign-in
 * and its first use. Times are milliseconds since the epoch.
 */
export const mayHaveBegun = (
  { createdAt, firstUsedAt }: Required<Pick<Session, "createdAt" | "firstUsedAt">>,
  time: number,
): boolean => time >= createdAt - TOLERANCE && time <= firstUsedAt + TOLERANCE;

/** A session that Cognito alone knew of when it was ended. */
type Unseen = Pick<Session, "clientId" | "createdAt">;

/** As long as an access token of an ended session may live: Cognito's maximum. In milliseconds. */
const UNSEEN_MS = 24 * 60 * 60 * 1000;

/** The sessions in the mark, and how each is written there. */
function unseenIn(mark: Item | undefined): (Unseen & { readonly endedAt: number; readonly text: string })[] {
  const texts: unknown[] = mark?.unseen instanceof Set ? [...mark.unseen] : [];
  return texts.map(String).map((text) => {
    const [endedAt, createdAt, clientId = ""] = text.split("#");
    return { endedAt: Number(endedAt), createdAt: Number(createdAt), clientId, text };
  });
}

export function sessionFrom(item: Item): Session {
  const { sub, originJti, clientId, createdAt, lastUsedAt, ip, userAgent, signIn, revokedAt } = item;
  const { firstUsedAt, nativeId } = item;
  const method = typeof signIn === "string" ? signInMethodOf(signIn) : undefined;
  return {
    sub: String(sub),
    originJti: String(originJti),
    clientId: String(clientId),
    createdAt: Number(createdAt),
    lastUsedAt: Number(lastUsedAt),
    ip: String(ip),
    userAgent: String(userAgent),
    ...withoutUndefined({ signIn: method }),
    ...(typeof revokedAt === "number" ? { revokedAt } : {}),
    ...(typeof firstUsedAt === "number" ? { firstUsedAt } : {}),
    ...(typeof nativeId === "string" ? { nativeId } : {}),
  };
}

/** Sessions by user and `origin_jti`, in the activity table. Every method throws AwsError or a network error. */
export interface SessionStore {
  /**
   * @param now given if Cognito can't be asked about the token; see {@link SessionStore.endUnseen}
   * @returns whether the session is valid; records nothing
   */
  isInForce(
    use: Pick<SessionUse, "sub" | "originJti" | "authTime" | "clientId">,
    now?: number,
  ): Promise<boolean>;
  /**
   * @param findNativeId asks Cognito for its id of the session, if the table does not have it yet; undefined if it can't tell.
   *   Missing for a token that Cognito can't be asked about
   * @returns whether the session is valid; records the use, at most once in five minutes
   */
  use(use: SessionUse, now: number, findNativeId?: () => Promise<string | undefined>): Promise<boolean>;
  /** A session of the user, also one that was ended. */
  find(sub: string, originJti: string): Promise<Session | undefined>;
  /** All active sessions of a user, most recently used first. */
  list(sub: string): Promise<readonly Session[]>;
  /** @returns false if the user has no such session */
  revoke(sub: string, originJti: string, now: number): Promise<boolean>;
  /**
   * Ends a session that only Cognito knows. Its tokens name an `origin_jti` that is not known here, and one without Cognito's
   * scope can't be asked about: such tokens are refused if they may belong to it.
   */
  endUnseen(sub: string, unseen: Unseen, now: number): Promise<void>;
  /** Ends all sessions, including those that the API has not seen yet. */
  revokeAll(sub: string, now: number): Promise<void>;
}

export function sessionStore(table: ActivityTable): SessionStore {
  async function note(use: SessionUse, now: number, nativeId: string | undefined): Promise<void> {
    const signIn = use.signIn?.provider ?? use.signIn?.method;
    await table.update({
      key: sessionKey(use.sub, use.originJti),
      expression:
        "SET #createdAt = if_not_exists(#createdAt, :createdAt), #firstUsedAt = if_not_exists(#firstUsedAt, :now), " +
        "#sub = :sub, #originJti = :originJti, #clientId = :clientId, " +
        "#lastUsedAt = :now, #ip = :ip, #userAgent = :userAgent, #expiresAt = :expiresAt, #GSI1PK = :day, #GSI1SK = :order" +
        // Later tokens of the same sign-in do not tell.
        (signIn === undefined ? "" : ", #signIn = if_not_exists(#signIn, :signIn)") +
        (nativeId === undefined ? "" : ", #nativeId = :nativeId"),
      // A session that is revoked meanwhile does not return to the index.
      condition: "attribute_not_exists(#revokedAt)",
      values: {
        createdAt: use.authTime * 1000,
        ...withoutUndefined({ signIn, nativeId }),
        sub: use.sub,
        originJti: use.originJti,
        clientId: use.clientId,
        now,
        ip: use.ip,
        userAgent: shortUserAgent(use.userAgent),
        expiresAt: expiryAfterDays(SESSION_DAYS, now),
        day: sessionsOfDay(dayOf(now)),
        order: `${new Date(now).toISOString()}#${use.originJti}`,
      },
    });
  }

  async function revoke(sub: string, originJti: string, now: number): Promise<boolean> {
    const revoked = await table.update({
      key: sessionKey(sub, originJti),
      expression: "SET #revokedAt = if_not_exists(#revokedAt, :now) REMOVE #GSI1PK, #GSI1SK",
      condition: "attribute_exists(#createdAt)",
      values: { now },
    });
    return revoked !== undefined;
  }

  async function all(sub: string): Promise<Session[]> {
    const items = await queryAll(table, {
      partition: userPartition(sub),
      prefix: SESSION_PREFIX,
      order: "oldest first",
      limit: 100,
    });
    return items.map(sessionFrom);
  }

  /** @param now given if Cognito can't be asked about the token */
  async function look(
    { sub, originJti, authTime, clientId }: Pick<SessionUse, "sub" | "originJti" | "authTime" | "clientId">,
    now: number | undefined,
  ) {
    const session = sessionKey(sub, originJti);
    const signedOut = signedOutKey(sub);
    const items = await table.getAll([session, signedOut]);
    const known = items.find(({ SK }) => SK === session.SK);
    const mark = items.find(({ SK }) => SK === signedOut.SK);
    // Tokens have whole seconds: two sign-ins in the second of the ending, one before it and one after, look the same, and both
    // pass. To refuse both would lock out users who change or reset the password and sign in at once, as apps do, until they
    // sign in a second time. The price: a sign-in in the second before the ending that the API has not seen yet keeps its
    // access token here until it expires, an hour at most. This applies to known sessions as well: one may be recorded for the
    // first time while all are being ended.
    const isOlder = typeof mark?.before === "number" && authTime < mark.before;
    const firstUsedAt = Number(known?.firstUsedAt ?? known?.lastUsedAt ?? now);
    const mayBeEnded =
      now !== undefined &&
      known?.nativeId === undefined &&
      unseenIn(mark).some(
        (unseen) =>
          unseen.clientId === clientId &&
          mayHaveBegun({ createdAt: authTime * 1000, firstUsedAt }, unseen.createdAt),
      );
    return { known, isInForce: known?.revokedAt === undefined && !isOlder && !mayBeEnded };
  }

  return {
    isInForce: async (use, now) => (await look(use, now)).isInForce,

    async use(use, now, findNativeId) {
      const { known, isInForce } = await look(use, findNativeId === undefined ? now : undefined);
      if (!isInForce) return false;
      const session = known && sessionFrom(known);
      const isNoted = session !== undefined && now - session.lastUsedAt < WRITE_EVERY_MS;
      // Cognito lists a new session after some seconds, so a young one is asked for again with every look-up.
      const isYoung = now - (session?.firstUsedAt ?? 0) < WRITE_EVERY_MS;
      const isAsked = session?.nativeId === undefined && (!isNoted || isYoung);
      const nativeId = isAsked ? await findNativeId?.() : undefined;
      if (!isNoted || nativeId !== undefined) await note(use, now, nativeId);
      return true;
    },

    async find(sub, originJti) {
      const item = await table.get(sessionKey(sub, originJti));
      // A record of an ending alone is not a session: it has no creation.
      return item?.createdAt === undefined ? undefined : sessionFrom(item);
    },

    async list(sub) {
      const sessions = await all(sub);
      return sessions
        .filter(({ revokedAt }) => revokedAt === undefined)
        .sort((one, other) => other.lastUsedAt - one.lastUsedAt);
    },

    revoke,

    async endUnseen(sub, { clientId, createdAt }, now) {
      const key = signedOutKey(sub);
      const old = unseenIn(await table.get(key)).filter(({ endedAt }) => endedAt <= now - UNSEEN_MS);
      if (old.length > 0) {
        const texts = new Set(old.map(({ text }) => text));
        await table.update({ key, expression: "DELETE #unseen :texts", values: { texts } });
      }
      await table.update({
        key,
        expression: "SET #expiresAt = :expiresAt ADD #unseen :texts",
        values: {
          expiresAt: expiryAfterDays(SESSION_DAYS, now),
          texts: new Set([`${now}#${createdAt}#${clientId}`]),
        },
      });
    },

    async revokeAll(sub, now) {
      // The mark ends them all; one by one they also leave the lists.
      await table.put({
        ...signedOutKey(sub),
        // Tokens are compared by whole seconds, codes by the millisecond.
        before: Math.floor(now / 1000),
        endedAt: now,
        expiresAt: expiryAfterDays(SESSION_DAYS, now),
      });
      for (const { originJti, revokedAt } of await all(sub)) {
        if (revokedAt === undefined) await revoke(sub, originJti, now);
      }
    },
  };
}
