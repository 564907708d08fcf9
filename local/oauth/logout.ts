/** `GET /logout` (https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html). */
import type { Client } from "../cognito/state/client-repository.ts";
import { endSession, findSession, type HostedSession } from "./hosted-session.ts";
import { loadAuthorization, pageUrl } from "./load-authorization.ts";
import { PageError } from "./oauth-errors.ts";
import type { Action, OAuthRequest } from "./oauth-request.ts";
import { type Reply, redirect, withCookies } from "./reply.ts";

/** @throws PageError */
function loadClient({ context, query }: OAuthRequest): Client {
  const [clientId = "", ...others] = query.getAll("client_id");
  if (clientId === "" || others.length > 0) throw new PageError("invalid_request", null);
  const client = context.clients.find(clientId);
  if (client === null) throw new PageError("redirect_mismatch", null);
  return client;
}

/**
 * Where the browser goes: exactly a registered sign-out URL, or the sign-in page with its parameters.
 * @throws PageError neither is sent, or it is not registered: the session stays, so a stranger's link can't end it
 */
function loadTarget(request: OAuthRequest, { id, settings }: Client): string {
  const { query } = request;
  const [logoutUri, ...others] = query.getAll("logout_uri");
  if (logoutUri !== undefined) {
    if (others.length > 0 || !settings.LogoutURLs?.includes(logoutUri)) {
      throw new PageError("redirect_mismatch", id);
    }
    return logoutUri;
  }
  if (!query.has("redirect_uri")) throw new PageError("invalid_request", id);
  return pageUrl("/login", loadAuthorization(request));
}

export const logout: Action = async (request) => {
  const client = loadClient(request);
  const target = loadTarget(request, client);
  const session = findSession(request, request.context.pools.require(client.poolId));
  const toProvider = session?.provider ? await beginSamlLogout(request, session, target) : null;
  return withCookies(toProvider ?? redirect(target), endSession(request));
};

/** A SAML provider may need a logout request first, and redirects to `/saml2/logout`. */
async function beginSamlLogout(
  request: OAuthRequest,
  session: HostedSession,
  target: string,
): Promise<Reply | null> {
  const saml = await import("./saml/sign-out.ts");
  return saml.beginSamlLogout(request, session, target);
}
