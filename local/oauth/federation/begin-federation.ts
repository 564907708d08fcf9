import { randomBytes } from "node:crypto";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { RedirectError } from "../oauth-errors.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import { type Reply, redirect } from "../reply.ts";
import { keepFederation } from "./pending-federation.ts";
import { findEndpoints } from "./provider-endpoints.ts";
import { ProviderFailure } from "./provider-failure.ts";

/** The address that providers redirect to, on the browser's current domain. */
const CALLBACK = "/oauth2/idpresponse";

/** Providers that get the client's `login_hint` (authorization-endpoint). */
const TOLD_LOGIN_HINT: ReadonlySet<string> = new Set(["OIDC", "Google"]);

/**
 * Redirects the browser to a provider.
 * @throws RedirectError the provider's address is unknown
 */
export async function beginFederation(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  provider: PoolDocument<"identity-provider">,
): Promise<Reply> {
  const { ProviderType, ProviderDetails: details } = provider.content;
  if (ProviderType === "SAML") {
    const { beginSaml } = await import("../saml/begin-saml.ts");
    return beginSaml(request, authorization, provider);
  }
  const url = await findAuthorizeUrl(request, authorization, provider);
  const redirectUri = `${request.origin}${CALLBACK}`;
  const nonce = randomBytes(32).toString("base64url");
  const { state, cookie } = keepFederation(request, authorization, {
    provider: provider.id,
    redirectUri,
    nonce,
  });
  const scope = details.authorize_scopes ?? "";
  const { levels, loginHint, prompt } = authorization;
  const acrValues = levels.flatMap((level) => provider.content.AcrMapping?.[`Level${level}`] ?? []).join(" ");
  const parameters: Readonly<Record<string, string | undefined>> = {
    client_id: details.client_id,
    redirect_uri: redirectUri,
    scope,
    response_type: "code",
    state,
    nonce,
    acr_values: acrValues || undefined,
    login_hint: TOLD_LOGIN_HINT.has(ProviderType) ? loginHint : undefined,
    prompt: [...prompt].filter((value) => value !== "none").join(" ") || undefined,
    // Apple requires it if more than the id is requested.
    response_mode: ProviderType === "SignInWithApple" && scope !== "" ? "form_post" : undefined,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return redirect(url.href, [cookie]);
}

/** @throws RedirectError */
async function findAuthorizeUrl(
  { context, providers }: OAuthRequest,
  authorization: AuthorizationRequest,
  provider: PoolDocument<"identity-provider">,
): Promise<URL> {
  try {
    const { authorize } = await findEndpoints(context, providers, provider);
    return new URL(authorize);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    throw new RedirectError(authorization, "invalid_request", error.message);
  }
}
