import type { Session as SessionAnswer } from "../../libs/schemas/sessions.ts";
import type { Session } from "../../libs/sessions/session-store.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";

/** A sign-in as its owner is told of it. */
export function describeSession(
  { originJti, userAgent, ip, clientId, createdAt, lastUsedAt, signIn }: Session,
  current: string | undefined,
): SessionAnswer {
  return {
    id: originJti,
    device: userAgent,
    ip,
    clientId,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
    ...withoutUndefined({ signIn }),
    current: originJti === current,
  };
}
