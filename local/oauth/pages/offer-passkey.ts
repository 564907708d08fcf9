/** Whether to offer a passkey to a user who has just signed in. */
import { isFlowAllowedOnPages } from "../../cognito/domain/explicit-auth-flows.ts";
import { isOriginOf } from "../../cognito/domain/webauthn.ts";
import { findPasskeySettings } from "../../cognito/passkey-settings.ts";
import { openSession, type SignedIn } from "../hosted-session.ts";
import { pageUrl } from "../load-authorization.ts";
import { redirect } from "../reply.ts";
import type { Next } from "./hosted-page.ts";
import { keepProgress, type Visit } from "./visit.ts";

export const PASSKEY_PATH = "/passkeys/add";

/** The client uses passkeys, and browsers accept those of the pool's relying party here. */
export function canHavePasskeys({ request, authorization: { client, pool } }: Visit): boolean {
  const settings = findPasskeySettings(request.context, pool);
  return (
    settings !== null &&
    isFlowAllowedOnPages(client.settings, "USER_AUTH") &&
    isOriginOf(request.origin, settings.relyingPartyId)
  );
}

/** Signs the user in, and asks before the redirect to the client; `null` if there is nothing to ask. */
export function offerPasskey(visit: Visit, signedIn: SignedIn): Next | null {
  if (!canHavePasskeys(visit)) return null;
  const { cookie } = openSession(visit.request, visit.authorization, signedIn);
  const cookies = [cookie, keepProgress(visit, { offersPasskeyTo: signedIn.user.sub })];
  return { kind: "reply", reply: redirect(pageUrl(PASSKEY_PATH, visit.authorization), cookies) };
}
