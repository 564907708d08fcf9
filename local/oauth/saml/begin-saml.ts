import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { keepFederation } from "../federation/pending-federation.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import { type Reply, redirect } from "../reply.ts";
import { authnRequest, newMessageId, redirectUrl } from "./redirect-binding.ts";
import { requireMetadata } from "./request-metadata.ts";

/** Where a provider posts its responses. */
export const assertionConsumerOf = ({ origin }: Pick<OAuthRequest, "origin">): string =>
  `${origin}/saml2/idpresponse`;

/**
 * Redirects the browser to a SAML provider with an AuthnRequest
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation.html).
 *
 * @throws RedirectError the provider's metadata is not available
 */
export async function beginSaml(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  provider: PoolDocument<"identity-provider">,
): Promise<Reply> {
  const { context } = request;
  const { pool, prompt } = authorization;
  const { signOnUrl } = await requireMetadata(request, provider, authorization);
  const requestId = newMessageId();
  const assertionConsumer = assertionConsumerOf(request);
  const { state, cookie } = keepFederation(request, authorization, {
    provider: provider.id,
    redirectUri: assertionConsumer,
    requestId,
  });
  const message = authnRequest(
    { id: requestId, poolId: pool.id, destination: signOnUrl, now: context.clock.now() },
    { assertionConsumer, isForced: prompt.has("login") },
  );
  const isSigned = provider.content.ProviderDetails.RequestSigningAlgorithm === "rsa-sha256";
  const key = isSigned ? (await context.signingKeys.saml(pool.id)).privateKey : null;
  return redirect(redirectUrl(signOnUrl, { message, relayState: state, key }), [cookie]);
}
