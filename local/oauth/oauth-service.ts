/**
 * A user pool's domain: the OAuth 2.0 endpoints, the pages, and the endpoints that providers redirect to
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html).
 *
 * Every pool's domain is the local cloud's own port: the client's id, or one of our secrets, identifies the pool.
 */
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { CognitoContext } from "../cognito/operation-context.ts";
import { preflightHeaders } from "../protocol/cross-origin.ts";
import { type Exchange, respond } from "../server/exchange.ts";
import { BodyTooLarge } from "../server/read-body.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { endpointRoutes } from "./endpoint-routes.ts";
import { createProviderClient, type ProviderClient } from "./federation/provider-client.ts";
import { answerAt, EndpointError, PageError, RedirectError } from "./oauth-errors.ts";
import { type Action, type OAuthRequest, type RouteTable, readOAuthRequest } from "./oauth-request.ts";
import { pageRoutes } from "./pages/page-routes.ts";
import { anyOrigin, json, type Reply, redirect, renderCookie, reply } from "./reply.ts";

export interface OAuthService {
  /** Answers requests for a pool's domain and returns true; leaves others. */
  handle(exchange: Exchange): Promise<boolean>;
}

/** Paths that pages of any origin may call (token-endpoint, revocation-endpoint, userinfo-endpoint). */
const CROSS_ORIGIN_PATHS = new Set(["/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo"]);

const routes: RouteTable = { ...endpointRoutes, ...pageRoutes };

export function createOAuthService({
  context,
  call,
  providers = createProviderClient(context),
  cookieSuffix = "",
}: {
  readonly context: CognitoContext;
  readonly call: CognitoService["call"];
  readonly providers?: ProviderClient;
  /** What the names of cookies end with. */
  readonly cookieSuffix?: string;
}): OAuthService {
  const service = {
    context: { ...context, caller: { kind: "anyone" } as const },
    call,
    providers,
    cookieSuffix,
  };

  return {
    handle: async (exchange) => {
      const { request, url } = exchange;
      const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
      // Signed requests are for S3: a bucket may be called `login`.
      const isSigned = request.headers.authorization?.startsWith("AWS4-") === true;
      if (route === undefined || isSigned) return false;
      if (request.method === "OPTIONS" && CROSS_ORIGIN_PATHS.has(url.pathname)) {
        return respond(exchange, 200, preflightHeaders(request.headers));
      }
      return send(exchange, await run(route, exchange), cookieSuffix);
    },
  };

  async function run(route: RouteTable[string], exchange: Exchange): Promise<Answer> {
    const action = route[exchange.request.method as "GET" | "POST"];
    if (action === undefined) {
      return { ...reply(405, { allow: Object.keys(route).join(", ") }), isSecure: false };
    }
    try {
      const request = await readOAuthRequest(exchange, service);
      return { ...(await settle(action, request)), isSecure: request.isSecure };
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return { ...reply(413), isSecure: false };
    }
  }
}

async function settle(action: Action, request: OAuthRequest): Promise<Reply> {
  try {
    return await action(request);
  } catch (error) {
    return refuse(error);
  }
}

/** Turns a refusal into an answer; any other error is a fault of the local cloud. */
function refuse(error: unknown): Reply {
  if (error instanceof PageError) {
    const client: Record<string, string> = error.clientId === null ? {} : { client_id: error.clientId };
    return redirect(`/error?${new URLSearchParams({ error: error.error, ...client })}`);
  }
  const description =
    error instanceof RedirectError || error instanceof EndpointError ? error.description : undefined;
  const described: Record<string, string> = withoutUndefined({ error_description: description });
  if (error instanceof RedirectError) {
    return redirect(answerAt(error.target, { ...described, error: error.error }));
  }
  if (error instanceof EndpointError) {
    return json(error.status, { error: error.error, ...described }, anyOrigin);
  }
  throw error;
}

type Answer = Reply & { readonly isSecure: boolean };

function send(
  exchange: Exchange,
  { status, headers, body, cookies, isSecure }: Answer,
  suffix: string,
): true {
  if (cookies.length > 0) {
    const rendered = cookies.map((cookie) => renderCookie(cookie, { isSecure, suffix }));
    exchange.response.setHeader("set-cookie", rendered);
  }
  return respond(exchange, status, headers, body);
}
