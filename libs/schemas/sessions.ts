import * as z from "zod/mini";

/** The `origin_jti` of Cognito's tokens, which is a UUID. */
export const SessionId = z.uuid();

export const SessionParams = z.strictObject({ id: SessionId });

/** A sign-in that goes on. `device` is what browser or app call themselves; `current` is the one that asks. */
export const Session = z.strictObject({
  id: z.string(),
  device: z.string(),
  ip: z.string(),
  clientId: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  current: z.boolean(),
});

export const SessionListResponse = z.strictObject({ items: z.array(Session) });
