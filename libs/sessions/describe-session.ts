import { withoutUndefined } from "../without-undefined.ts";
import { type KnownSession, lastUseOf } from "./match-sessions.ts";

/**
 * A sign-in in the API's form. Device and address are those of the last request to this API, which Cognito often does not see:
 * the API signs users in for them. Cognito's describe a sign-in that did not use the API.
 */
export function describeSession(session: KnownSession) {
  const { own, native } = session;
  const ip = own?.ip ?? native?.ip ?? "";
  const signIn = own?.signIn ?? (native?.kind === "SSO" ? ({ method: "hosted" } as const) : undefined);
  return {
    id: own?.originJti ?? native?.id ?? "",
    device: own?.userAgent ?? native?.device ?? "",
    ip,
    clientId: own?.clientId ?? native?.clientId ?? "",
    createdAt: new Date(own?.createdAt ?? native?.createdAt ?? 0).toISOString(),
    lastUsedAt: new Date(lastUseOf(session)).toISOString(),
    ...withoutUndefined({ signIn, location: native?.ip === ip ? native.location : undefined }),
  };
}
