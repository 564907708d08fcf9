/**
 * serverless-offline's `customAuthenticationProvider`, which authorizes a request before its function runs. Routes with a JWT
 * authorizer get API Gateway's check, public ones pass, and any other kind of authorizer is refused at start.
 */

import { epochSeconds } from "../clock.ts";
import { claimStrings } from "./claim-strings.ts";
import { type GatewaySettings, gatewaySettings } from "./gateway-settings.ts";
import type { HapiRequest, HapiServer, HapiToolkit } from "./hapi.ts";
import { gatewayRequest, installGateway } from "./install-gateway.ts";
import {
  AuthorizationRefused,
  type AuthorizerSettings,
  authorize,
  challenge,
  readToken,
} from "./jwt-authorizer.ts";

/** The part of serverless-offline's endpoint that declares its authorization. */
interface Endpoint {
  readonly authorizer?: { readonly name?: string; readonly scopes?: readonly string[] } | string;
}

interface Strategy {
  readonly name: string;
  readonly scheme: string;
  readonly getAuthenticateFunction: (server: HapiServer) => {
    authenticate(request: HapiRequest, h: HapiToolkit): Promise<unknown>;
  };
}

function authenticationProvider(
  endpoint: Endpoint,
  _functionKey: string,
  method: string,
  path: string,
): Strategy {
  const settings = gatewaySettings();
  const route = routeOf(endpoint, settings, `${method} ${path}`);
  const name = `gateway ${method} ${path}`;
  return {
    name,
    scheme: name,
    getAuthenticateFunction: (server) => {
      installGateway(server, settings);
      return { authenticate: (request, h) => authenticate(request, h, route, settings) };
    },
  };
}

interface Route {
  /** `GET /v1/me` */
  readonly name: string;
  /** Null for a public route. */
  readonly authorizer: AuthorizerSettings | null;
  readonly scopes: readonly string[];
}

function routeOf({ authorizer }: Endpoint, { authorizers }: GatewaySettings, name: string): Route {
  if (authorizer === undefined || authorizer === null) return { name, authorizer: null, scopes: [] };
  const { name: authorizerName = "", scopes = [] } =
    typeof authorizer === "string" ? { name: authorizer } : authorizer;
  const found = authorizers[authorizerName];
  // A route that is protected on AWS must never be open here.
  if (found === undefined) {
    throw new Error(`${name}: the local gateway knows no JWT authorizer "${authorizerName}"`);
  }
  return { name, authorizer: found, scopes };
}

async function authenticate(
  request: HapiRequest,
  h: HapiToolkit,
  { name, authorizer, scopes }: Route,
  { keysOf, clock }: GatewaySettings,
): Promise<unknown> {
  const { record } = gatewayRequest(request);
  if (authorizer === null) {
    record?.public(name);
    return h.authenticated({ credentials: {} });
  }
  const { issuer, audience } = authorizer;
  const asked = { route: name, scopesNeeded: scopes, issuer, audience, checkedAt: epochSeconds(clock) };
  let token: string | undefined;
  try {
    token = readToken(request.headers[authorizer.header]);
    const keys = keysOf(authorizer.issuer) ?? { keys: [] };
    const authorization = await authorize(token, { authorizer, scopes, keys, clock });
    const { claims, scopes: granted } = authorization;
    record?.letIn(asked, claims);
    gatewayRequest(request).authorizer = { jwt: { claims: claimStrings(claims), scopes: granted } };
    return h.authenticated({ credentials: {} });
  } catch (error) {
    if (!(error instanceof AuthorizationRefused)) throw error;
    record?.refusedToken(asked, error, token);
    return h
      .response({ message: error.status === 401 ? "Unauthorized" : "Forbidden" })
      .code(error.status)
      .header("www-authenticate", challenge(error, scopes))
      .takeover();
  }
}

export { authenticationProvider as "module.exports" };
