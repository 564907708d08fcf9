import * as z from "zod/mini";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { SessionId } from "./admin-params.ts";
import { named } from "./named.ts";

export const SessionParams = z.strictObject({ id: SessionId });

const session = {
  id: z.string(),
  device: z.string(),
  ip: z.string(),
  /** Where the address is, if Cognito told. */
  location: z.optional(z.string()),
  clientId: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  /**
   * How the user signed in, if Cognito told: on the hosted pages, or there by an identity provider. Missing for sign-ins by the
   * API or an SDK.
   */
  signIn: z.optional(
    z.strictObject({ method: z.enum(["hosted", "federated"]), provider: z.optional(z.string()) }),
  ),
};

/**
 * An active sign-in. `id` is the `origin_jti` of its tokens, or Cognito's id of a session that has not used this API. `device` is
 * the user agent, or Cognito's description of it; `current` is the sign-in of this request.
 */
export const Session = named("Session", z.strictObject({ ...session, current: z.boolean() }));

export type Session = z.input<typeof Session>;

export const SessionListResponse = named("SessionList", z.strictObject({ items: z.array(Session) }));

export const LiveSessionListQuery = z.strictObject({ limit: limitUpTo(100, 20), cursor: z.optional(Cursor) });

/**
 * The active sign-ins of all users, for administrators; `sub`, `email` and `name` are the user's. A page may hold fewer than
 * `limit`, or none: go by the cursor.
 */
export const LiveSessionListResponse = named(
  "LiveSessionList",
  z.strictObject({
    items: z.array(
      z.strictObject({
        ...session,
        sub: z.string(),
        email: z.optional(z.string()),
        name: z.optional(z.string()),
      }),
    ),
    cursor: z.optional(z.string()),
  }),
);
