import { randomUUID } from "node:crypto";
import { signToken } from "../../cognito/domain/json-web-token.ts";
import { describeGroups } from "../../cognito/domain/token-claims.ts";
import { tokenLifetimes } from "../../cognito/domain/token-lifetimes.ts";
import { overrideAccessToken, overrideScopes } from "../../cognito/domain/token-overrides.ts";
import { issuerOf } from "../../cognito/oidc/issuer.ts";
import { runPreTokenGeneration } from "../../cognito/sign-in/run-pre-token-generation.ts";
import { recordTokens } from "../../recorder/record-tokens.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { Grant, GrantRequest } from "./grant.ts";

/** The user name in the trigger's event: a machine has no user. */
const MACHINE_USERNAME = "ClientCredentials";

/**
 * `aws_client_metadata`: a JSON object of texts, for the PreTokenGeneration trigger.
 * @throws EndpointError
 */
function readClientMetadata(form: URLSearchParams): Readonly<Record<string, string>> | undefined {
  const sent = form.get("aws_client_metadata");
  if (sent === null) return undefined;
  try {
    const metadata: unknown = JSON.parse(sent);
    const isObject = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata);
    if (isObject && Object.values(metadata).every((value) => typeof value === "string")) {
      return metadata as Record<string, string>;
    }
  } catch {
    // Refused below.
  }
  throw new EndpointError("invalid_request");
}

/** The requested scopes that the client may have; all of its scopes if none is requested. @throws EndpointError */
function grantScopes({ client, form }: GrantRequest): readonly string[] {
  const allowed = client.settings.AllowedOAuthScopes ?? [];
  const asked = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  if (asked.length === 0) return allowed;
  const granted = [...new Set(asked)].filter((scope) => allowed.includes(scope));
  if (granted.length === 0) throw new EndpointError("invalid_grant");
  return granted;
}

/**
 * The client credentials grant (RFC 6749 §4.4): only an access token for a machine, without a user
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html).
 */
export const issueMachineToken: Grant = async (request) => {
  const { context, client, form } = request;
  const isAllowed = client.settings.AllowedOAuthFlows?.includes("client_credentials");
  if (!client.settings.AllowedOAuthFlowsUserPoolClient || !isAllowed || client.secrets.length === 0) {
    throw new EndpointError("unauthorized_client");
  }
  const pool = context.pools.require(client.poolId);
  const scopes = grantScopes(request);
  const overrides = await runPreTokenGeneration(context, {
    pool,
    client,
    source: "TokenGeneration_ClientCredentials",
    username: MACHINE_USERNAME,
    userAttributes: {},
    groups: describeGroups([]),
    scopes,
    clientMetadata: readClientMetadata(form),
  });
  const now = Math.floor(context.clock.now() / 1000);
  const { accessToken: lifetime } = tokenLifetimes(client.settings);
  const claims = {
    sub: client.id,
    token_use: "access",
    scope: overrideScopes(scopes, overrides).join(" "),
    auth_time: now,
    iss: issuerOf(context, pool),
    exp: now + lifetime,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  };
  const key = context.signingKeys.of(pool.id).accessToken;
  const AccessToken = await signToken(key, overrideAccessToken(claims, overrides));
  recordTokens({ source: "TokenGeneration_ClientCredentials", clientId: client.id }, { AccessToken });
  return {
    access_token: AccessToken,
    expires_in: lifetime,
    token_type: "Bearer",
  };
};
