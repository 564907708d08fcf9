import { withoutUndefined } from "../without-undefined.ts";
import type { Session } from "./session-store.ts";

/** A sign-in in the API's form. */
export const describeSession = ({
  originJti,
  userAgent,
  ip,
  clientId,
  createdAt,
  lastUsedAt,
  signIn,
}: Session) => ({
  id: originJti,
  device: userAgent,
  ip,
  clientId,
  createdAt: new Date(createdAt).toISOString(),
  lastUsedAt: new Date(lastUsedAt).toISOString(),
  ...withoutUndefined({ signIn }),
});
