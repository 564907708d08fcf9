/**
 * `POST /oauth2/register`: dynamic client registration (RFC 7591,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html). With an initial
 * access token it is authenticated, without one it is open. Pages of other origins can't call it: a registration is JSON, for which
 * browsers ask first, and the answer is no.
 */
import { verifyAccessToken } from "../cognito/check-access-token.ts";
import {
  REGISTRATION_SCOPE,
  type Registration,
  RegistrationRefused,
  type RegistrationRules,
  readRegistration,
} from "../cognito/domain/client-registration.ts";
import { isRegistrationOn, registrationRules } from "../cognito/operations/registration-settings.ts";
import { registerClient } from "../cognito/register-client.ts";
import { type Client, clientTypeOf } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";
import { ServiceError } from "../protocol/service-error.ts";
import type { Action, OAuthRequest } from "./oauth-request.ts";
import { json, type Reply, reply } from "./reply.ts";

/** Far more than a hundred redirect URIs of usual length. */
const MAX_METADATA_BYTES = 64 * 1024;

/** The answer to a request that may not register. */
class Denied extends Error {
  override readonly name = "Denied";
  readonly reply: Reply;

  constructor(status: number, error: string, description: string, challenge?: string) {
    super(description);
    this.reply = json(
      status,
      { error, error_description: description },
      challenge === undefined ? {} : { "www-authenticate": challenge },
    );
  }
}

const tokenInvalid = (description: string) =>
  new Denied(
    401,
    "invalid_token",
    description,
    `Bearer error="invalid_token", error_description="${description}"`,
  );

const tokenMissing = () => new Denied(401, "invalid_token", "An initial access token is required.", "Bearer");

const scopeMissing = () =>
  new Denied(
    403,
    "insufficient_scope",
    `The token does not have the scope ${REGISTRATION_SCOPE}.`,
    `Bearer error="insufficient_scope", scope="${REGISTRATION_SCOPE}"`,
  );

const registrationOff = () =>
  new Denied(404, "invalid_request", "Dynamic client registration is not available.");

/**
 * The pool of an initial access token: one that a client got for itself, and that client still has the scope.
 * @throws Denied
 */
function poolOfToken({ context }: OAuthRequest, token: string): Pool {
  const { pool, claims } = verified(context, token);
  const client = context.clients.find(String(claims.client_id));
  const isMachine = claims.sub === claims.client_id && client?.poolId === pool.id;
  if (client === null || !isMachine) throw tokenInvalid("The token is not a client's own.");
  const held = client.settings.AllowedOAuthScopes ?? [];
  const inToken = String(claims.scope).split(" ");
  if (
    clientTypeOf(client) === "DCR" ||
    !held.includes(REGISTRATION_SCOPE) ||
    !inToken.includes(REGISTRATION_SCOPE)
  ) {
    throw scopeMissing();
  }
  return pool;
}

/** @throws Denied */
function verified(context: OAuthRequest["context"], token: string) {
  try {
    return verifyAccessToken(token, context);
  } catch (error) {
    if (error instanceof ServiceError) throw tokenInvalid("The token is invalid or has expired.");
    throw error;
  }
}

/**
 * The pool that is named in the address, as discovery does; without a name, the only one that clients may register in.
 * @throws Denied
 */
function namedPool({ context, query }: OAuthRequest): Pool {
  const name = query.get("pool");
  const withDomain = new Set(context.documents.everywhere("domain").map(({ poolId }) => poolId));
  const pools = [...withDomain]
    .map((poolId) => context.pools.require(poolId))
    .filter(({ id, settings }) => isRegistrationOn(settings) && (name === null || id === name));
  const [pool] = pools;
  if (pool === undefined) throw registrationOff();
  if (pools.length > 1) {
    throw new Denied(
      400,
      "invalid_request",
      "Several pools have registration: use the address of discovery.",
    );
  }
  return pool;
}

/** @throws Denied */
function admit(request: OAuthRequest): { readonly pool: Pool; readonly rules: RegistrationRules } {
  const pool = namedPool(request);
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const rules = registrationRules(pool, "open");
    if (rules === null) throw tokenMissing();
    return { pool, rules };
  }
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (token === undefined) throw tokenInvalid("The initial access token must be a bearer token.");
  if (poolOfToken(request, token).id !== pool.id) throw tokenInvalid("The token is of another user pool.");
  const rules = registrationRules(pool, "authenticated");
  if (rules === null) throw registrationOff();
  return { pool, rules };
}

/** @throws RegistrationRefused */
function readMetadata({ headers, body }: OAuthRequest): Readonly<Record<string, unknown>> {
  const refused = new RegistrationRefused("invalid_client_metadata", "The body must be a JSON object.");
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) throw refused;
  let metadata: unknown;
  try {
    metadata = JSON.parse(body.toString("utf8"));
  } catch {
    throw refused;
  }
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) throw refused;
  return metadata as Record<string, unknown>;
}

/** What was registered (RFC 7591 §3.2.1). Cognito's secrets do not expire. */
function describe(client: Client, { flow, authMethod, redirectUris, scopes }: Registration): object {
  const [secret] = client.secrets;
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    ...(secret && { client_secret: secret.value, client_secret_expires_at: 0 }),
    client_name: client.name,
    ...(flow === "code" && { redirect_uris: redirectUris }),
    grant_types: flow === "code" ? ["authorization_code", "refresh_token"] : ["client_credentials"],
    response_types: flow === "code" ? ["code"] : [],
    token_endpoint_auth_method: authMethod,
    scope: scopes.join(" "),
  };
}

/** A refusal of Cognito's own checks in this endpoint's words. */
function refuse(error: unknown): Reply {
  if (error instanceof Denied) return error.reply;
  if (error instanceof RegistrationRefused) {
    return json(400, { error: error.code, error_description: error.message });
  }
  if (error instanceof ServiceError) {
    const code = error.code === "LimitExceededException" ? "invalid_request" : "invalid_client_metadata";
    return json(400, { error: code, error_description: error.message });
  }
  throw error;
}

export const register: Action = (request) => {
  try {
    const { pool, rules } = admit(request);
    if (request.body.length > MAX_METADATA_BYTES) return reply(413);
    const registration = readRegistration(readMetadata(request), rules);
    return json(201, describe(registerClient(request.context, pool, registration), registration));
  } catch (error) {
    return refuse(error);
  }
};
