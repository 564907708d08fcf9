/**
 * Checks a client's request at `/oauth2/authorize`, and again at every page that passes it on
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html). The order matters: until client and
 * redirect URI are verified, errors stay on our own page (RFC 9700 §4.11).
 */
import { type Level, levelsNamed } from "../cognito/domain/authentication-level.ts";
import type { CognitoContext } from "../cognito/operation-context.ts";
import type { Client } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { PageError, RedirectError, type RedirectTarget } from "./oauth-errors.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/** Only together with `openid`. */
const OPENID_SCOPES: readonly string[] = ["email", "phone", "profile"];

/** A repeated parameter is invalid (RFC 6749 §3.1). */
function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 && values[0] !== "" ? values[0] : undefined;
}

/** @throws PageError */
function loadClient({ clients }: CognitoContext, query: URLSearchParams): Client {
  const clientId = single(query, "client_id");
  if (clientId === undefined) throw new PageError("invalid_request", null);
  const client = clients.find(clientId);
  if (client === null) throw new PageError("redirect_mismatch", null);
  const redirects = client.settings.AllowedOAuthFlows?.some((flow) => flow !== "client_credentials");
  if (!client.settings.AllowedOAuthFlowsUserPoolClient || !redirects) {
    throw new PageError("unauthorized_client", clientId);
  }
  return client;
}

/**
 * The client's default if none is sent; compared exactly (RFC 9700 §2.1).
 * @throws PageError
 */
function loadRedirectUri({ id, settings }: Client, query: URLSearchParams): string {
  const sent = query.getAll("redirect_uri");
  const redirectUri = sent.length === 0 ? settings.DefaultRedirectURI : single(query, "redirect_uri");
  if (redirectUri === undefined || !settings.CallbackURLs?.includes(redirectUri)) {
    throw new PageError("redirect_mismatch", id);
  }
  return redirectUri;
}

/** @throws RedirectError */
function checkResponseType(target: RedirectTarget, { settings }: Client, query: URLSearchParams): void {
  const responseType = single(query, "response_type");
  if (responseType !== "code" && responseType !== "token") {
    throw new RedirectError(target, "invalid_request", "response_type must be code or token");
  }
  const flow = responseType === "code" ? "code" : "implicit";
  if (!settings.AllowedOAuthFlows?.includes(flow)) throw new RedirectError(target, "unauthorized_client");
}

/** @throws RedirectError */
function loadScopes(target: RedirectTarget, { settings }: Client, query: URLSearchParams): readonly string[] {
  const allowed = settings.AllowedOAuthScopes ?? [];
  const asked = (single(query, "scope") ?? "").split(/[ +]/).filter((scope) => scope !== "");
  const scopes = asked.length === 0 ? allowed : [...new Set(asked)];
  const isLonely = !scopes.includes("openid") && scopes.some((scope) => OPENID_SCOPES.includes(scope));
  if (isLonely || scopes.some((scope) => !allowed.includes(scope))) {
    throw new RedirectError(target, "invalid_scope");
  }
  return scopes;
}

/** 43 characters: the length of an S256 challenge (RFC 7636 §4.2). @throws RedirectError */
function loadChallenge(target: RedirectTarget, query: URLSearchParams): string | undefined {
  const [challenge, method] = [query.get("code_challenge"), query.get("code_challenge_method")];
  if (challenge === null && method === null) return undefined;
  if (challenge === null || method === null) {
    throw new RedirectError(
      target,
      "invalid_request",
      "code_challenge and code_challenge_method go together",
    );
  }
  if (method !== "S256") {
    throw new RedirectError(target, "invalid_request", "code_challenge_method must be S256");
  }
  if (!/^[\w-]{43}$/.test(challenge)) {
    throw new RedirectError(target, "invalid_request", "code_challenge is not a SHA-256 in Base64url");
  }
  return challenge;
}

/** One absolute URL by the rules of callbacks (RFC 8707 §2). @throws RedirectError */
function loadResource(target: RedirectTarget, query: URLSearchParams): string | undefined {
  const resources = query.getAll("resource");
  if (resources.length === 0) return undefined;
  const [resource = ""] = resources;
  const url = URL.parse(resource);
  const isPlain = url?.protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (resources.length > 1 || url === null || isPlain || resource.includes("#")) {
    throw new RedirectError(target, "invalid_request", "resource must be one URL");
  }
  return resource;
}

/** @throws RedirectError */
function loadMaxAge(target: RedirectTarget, query: URLSearchParams): number | undefined {
  const maxAge = single(query, "max_age");
  if (maxAge === undefined) return undefined;
  if (!/^\d{1,9}$/.test(maxAge)) {
    throw new RedirectError(target, "invalid_request", "max_age must be seconds");
  }
  return Number(maxAge);
}

/**
 * Unknown names are ignored, and all of them where the pool's plan has no step-up
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html).
 *
 * @throws RedirectError
 */
function loadLevels(target: RedirectTarget, { settings }: Pool, query: URLSearchParams): readonly Level[] {
  const names = single(query, "acr_values");
  if (names === undefined || settings.UserPoolTier === "LITE") return [];
  const levels = levelsNamed(settings.AcrConfiguration, names);
  if (levels.length > 0) return levels;
  throw new RedirectError(target, "invalid_request", "acr_values has no valid authentication level");
}

/** `none` excludes all others (OpenID Connect Core §3.1.2.1). @throws RedirectError */
function loadPrompt(target: RedirectTarget, query: URLSearchParams): ReadonlySet<string> {
  const prompt = new Set((single(query, "prompt") ?? "").split(" ").filter((value) => value !== ""));
  const isKnown = [...prompt].every((value) =>
    ["none", "login", "select_account", "consent"].includes(value),
  );
  if (!isKnown || (prompt.has("none") && prompt.size > 1)) {
    throw new RedirectError(target, "invalid_request", "prompt is not supported");
  }
  return prompt;
}

/** A JSON text is not allowed as `state`. @throws RedirectError */
function checkState({ state, ...target }: RedirectTarget): void {
  if (state === undefined || !/^\s*[{[]/.test(state)) return;
  throw new RedirectError(target, "invalid_request", "state must not be JSON");
}

/** Parameters that may occur once. @throws RedirectError */
function checkRepetition(target: RedirectTarget, query: URLSearchParams): void {
  const names = [...query.keys()];
  const repeated = names.find((name, index) => name !== "resource" && names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new RedirectError(target, "invalid_request", `${repeated} is there more than once`);
  }
}

/**
 * Checks authorize's parameters.
 *
 * @param query by default the request's own
 * @throws PageError unknown client, or redirect URI not registered: the browser must not be redirected to it
 * @throws RedirectError everything else
 */
export function loadAuthorization(
  { context, query: own }: Pick<OAuthRequest, "context" | "query">,
  query: URLSearchParams = own,
): AuthorizationRequest {
  const client = loadClient(context, query);
  const redirectUri = loadRedirectUri(client, query);
  const state = single(query, "state");
  const responseType = query.get("response_type") === "token" ? "token" : "code";
  const target: RedirectTarget = { redirectUri, responseType, ...withoutUndefined({ state }) };
  checkRepetition(target, query);
  checkResponseType(target, client, query);
  checkState(target);
  const optional = {
    nonce: single(query, "nonce"),
    challenge: loadChallenge(target, query),
    resource: loadResource(target, query),
    maxAge: loadMaxAge(target, query),
    loginHint: single(query, "login_hint"),
    identityProvider: single(query, "identity_provider"),
    idpIdentifier: single(query, "idp_identifier"),
  };
  const pool = context.pools.require(client.poolId);
  return {
    client,
    pool,
    ...target,
    levels: loadLevels(target, pool, query),
    scopes: loadScopes(target, client, query),
    prompt: loadPrompt(target, query),
    query,
    ...dropAbsent(optional),
  };
}

type Present<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> };

function dropAbsent<Shape extends object>(shape: Shape): Present<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as Present<Shape>;
}

/** The parameters that pages pass on; others are dropped. */
const CARRIED = [
  "client_id",
  "response_type",
  "redirect_uri",
  "scope",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
  "resource",
  "prompt",
  "max_age",
  "acr_values",
  "login_hint",
  "lang",
  "identity_provider",
  "idp_identifier",
] as const;

/** A path of ours with the authorization's parameters: `/login?client_id=…`. */
export function pageUrl(
  path: string,
  { query }: Pick<AuthorizationRequest, "query">,
  extra: Readonly<Record<string, string>> = {},
): string {
  const carried = new URLSearchParams();
  for (const name of CARRIED) {
    for (const value of query.getAll(name)) carried.append(name, value);
  }
  for (const [name, value] of Object.entries(extra)) carried.set(name, value);
  return `${path}?${carried}`;
}
