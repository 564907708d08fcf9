/**
 * `GET /oauth2/authorize`: with a session, returns a code at once; else redirects to the pages or to a provider
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
import type { PoolDocument } from "../cognito/state/pool-document-repository.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { answerClient } from "./finish-sign-in.ts";
import type { HostedSession } from "./hosted-session.ts";
import { loadAuthorization, pageUrl } from "./load-authorization.ts";
import { RedirectError } from "./oauth-errors.ts";
import type { Action, OAuthRequest } from "./oauth-request.ts";
import { redirect } from "./reply.ts";
import { compareLevel, usableSession } from "./usable-session.ts";

type Provider = PoolDocument<"identity-provider">;

/**
 * The provider that the request names, or the client's only one; `null`: the user chooses on our page.
 * @throws RedirectError the client does not have this provider
 */
function chooseProvider({ context }: OAuthRequest, authorization: AuthorizationRequest): Provider | null {
  const { client, pool, identityProvider, idpIdentifier } = authorization;
  const supported = client.settings.SupportedIdentityProviders ?? [];
  const providers = context.documents
    .all(pool, "identity-provider")
    .filter(({ id }) => supported.includes(id));
  if (identityProvider !== undefined && identityProvider !== "COGNITO") {
    const named = providers.find(({ id }) => id === identityProvider);
    if (named === undefined) {
      throw new RedirectError(authorization, "invalid_request", "Invalid identity_provider");
    }
    return named;
  }
  if (idpIdentifier !== undefined) {
    const named = providers.find(({ content }) => content.IdpIdentifiers.includes(idpIdentifier));
    if (named === undefined) {
      throw new RedirectError(authorization, "invalid_request", "Invalid idp_identifier");
    }
    return named;
  }
  const isOnlyWay = providers.length === 1 && !supported.includes("COGNITO");
  return isOnlyWay && identityProvider === undefined ? (providers[0] ?? null) : null;
}

/** A provider's user who is below the level goes there again. */
function providerOf(
  { context }: OAuthRequest,
  { pool }: AuthorizationRequest,
  session: HostedSession | null,
): Provider | null {
  return session?.provider == null
    ? null
    : context.documents.find(pool, "identity-provider", session.provider);
}

export const authorize: Action = async (request) => {
  const authorization = loadAuthorization(request);
  const chosen = chooseProvider(request, authorization);
  const session = usableSession(request, authorization, chosen?.id);
  const level = session === null ? null : compareLevel(request, authorization, session);
  if (session !== null && level === "reached") return answerClient(request, authorization, session);
  if (authorization.prompt.has("none")) throw new RedirectError(authorization, "login_required");
  if (session?.provider === null && level === "below") {
    return redirect(pageUrl("/login/step-up", authorization));
  }
  const provider = chosen ?? providerOf(request, authorization, session);
  if (provider === null) return redirect(pageUrl("/login", authorization));
  const { beginFederation } = await import("./federation/begin-federation.ts");
  return beginFederation(request, authorization, provider);
};
