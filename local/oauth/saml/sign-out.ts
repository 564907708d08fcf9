/**
 * Single logout: signs a browser out at its SAML provider, too, if the provider has IDPSignout
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp-sign-out.html).
 */
import { InvalidMetadata } from "../../cognito/saml/metadata.ts";
import { allElements, is } from "../../cognito/saml/read-xml.ts";
import { ssoLifetimeOf } from "../../cognito/sessions/session-settings.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { Pool } from "../../cognito/state/pool-repository.ts";
import { type HostedSession, SESSION_COOKIE } from "../hosted-session.ts";
import { PageError } from "../oauth-errors.ts";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import { type Reply, redirect } from "../reply.ts";
import { checkEnvelope, type SamlIdentity } from "./check-assertion.ts";
import { checkSignatures } from "./check-structure.ts";
import { decodeMessage } from "./decode-message.ts";
import { logoutRequest, newMessageId, redirectUrl } from "./redirect-binding.ts";
import { requestMetadata } from "./request-metadata.ts";
import { InvalidSamlResponse, UNRELATED_RESPONSE } from "./saml-errors.ts";
import { verifyMessage } from "./verify-signature.ts";

type Provider = PoolDocument<"identity-provider">;

/** How long a sign-out at a provider may take. */
const SIGN_OUT_MILLISECONDS = 5 * 60 * 1000;

const isSignedOutAt = (provider: Provider): boolean => provider.content.ProviderDetails.IDPSignout === "true";

/** Stores the provider's name of the session that an answer opens. */
export function keepSamlSession(
  { context }: OAuthRequest,
  pool: Pool,
  provider: Provider,
  { identity, answer }: { readonly identity: SamlIdentity; readonly answer: Reply },
): void {
  const session = answer.cookies.find(({ name }) => name === SESSION_COOKIE)?.value;
  if (session === undefined || !isSignedOutAt(provider)) return;
  const { nameId, nameIdFormat, sessionIndex } = identity;
  context.hostedRecords.keepAs("samlSession", session, {
    poolId: pool.id,
    content: { provider: provider.id, nameId, nameIdFormat, sessionIndex },
    expiresAt: context.clock.now() + ssoLifetimeOf(context, pool),
  });
}

/**
 * Redirects the browser to its SAML provider with a LogoutRequest. Call it before the session is ended.
 *
 * @param session the browser's session that is about to be ended
 * @param target where the browser goes afterwards: verified by the caller
 * @returns `null` if there is no sign-out at a provider: no SAML provider, no IDPSignout, or it can't be reached
 */
export async function beginSamlLogout(
  request: OAuthRequest,
  { user }: Pick<HostedSession, "user">,
  target: string,
): Promise<Reply | null> {
  const { context, cookies } = request;
  const kept = context.hostedRecords.take("samlSession", cookies.get(SESSION_COOKIE) ?? "");
  if (kept === null || kept.poolId !== user.poolId) return null;
  const pool = context.pools.require(kept.poolId);
  const provider = context.documents.find(pool, "identity-provider", kept.content.provider);
  if (provider === null || !isSignedOutAt(provider)) return null;
  const destination = await signOutUrlOf(request, provider);
  if (destination === null) return null;
  const requestId = newMessageId();
  const now = context.clock.now();
  const relayState = context.hostedRecords.keep("samlSignOut", {
    poolId: pool.id,
    content: { provider: provider.id, requestId, target },
    expiresAt: now + SIGN_OUT_MILLISECONDS,
  });
  const message = logoutRequest({ id: requestId, poolId: pool.id, destination, now }, kept.content);
  const { privateKey } = await context.signingKeys.saml(pool.id);
  return redirect(redirectUrl(destination, { message, relayState, key: privateKey }));
}

async function signOutUrlOf(request: OAuthRequest, provider: Provider): Promise<string | null> {
  try {
    return (await requestMetadata(request, provider)).signOutUrl;
  } catch (error) {
    if (!(error instanceof InvalidMetadata)) throw error;
    // The user is signed out here in any case.
    return null;
  }
}

/**
 * `POST /saml2/logout`: the provider's LogoutResponse; the browser returns to where its sign-out began. Its status does not
 * matter: the session here has ended.
 */
export const answerSamlLogout: Action = async (request) => {
  const { context, form, origin } = request;
  const [posted] = form.getAll("SAMLResponse");
  const kept = context.hostedRecords.take("samlSignOut", form.get("RelayState") ?? "");
  if (posted === undefined || kept === null) throw new PageError(UNRELATED_RESPONSE, null);
  const { provider: name, requestId, target } = kept.content;
  const pool = context.pools.require(kept.poolId);
  const provider = context.documents.find(pool, "identity-provider", name);
  if (provider === null) throw new PageError(UNRELATED_RESPONSE, null);
  try {
    const { entityId: issuer, certificates } = await requestMetadata(request, provider);
    const { xml, root } = await decodeMessage(posted);
    if (!is(root, "protocol", "LogoutResponse") || !checkSignatures(allElements(root), [root]).has(root)) {
      throw new InvalidSamlResponse("The document is not a signed LogoutResponse");
    }
    await verifyMessage({ xml, certificates });
    checkEnvelope(root, { issuer, recipient: `${origin}/saml2/logout`, requestId });
  } catch (error) {
    if (!(error instanceof InvalidSamlResponse || error instanceof InvalidMetadata)) throw error;
    throw new PageError(UNRELATED_RESPONSE, null);
  }
  return redirect(target);
};
