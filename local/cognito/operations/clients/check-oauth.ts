/** What a client's OAuth settings must not say. Messages as AWS answers them. */
import { invalidParameter } from "../../errors/parameter-errors.ts";
import { oauthFlowInvalid, providerNotFound, scopeNotFound } from "../../errors/resource-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { ClientSurroundings, RequestedClientSettings } from "./resolve-client-settings.ts";

const standardScopes = ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"];

/** @throws ServiceError InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException */
export function checkOauth(
  requested: RequestedClientSettings,
  { pool, hasSecret }: ClientSurroundings,
  context: Pick<OperationContext, "documents" | "resourceServers">,
): void {
  checkFlows(requested, hasSecret);
  checkScopes(requested, pool, context);
  checkUrls(requested);
  const unknownProvider = (requested.SupportedIdentityProviders ?? []).find(
    (provider) =>
      provider !== "COGNITO" && context.documents.find(pool, "identity-provider", provider) === null,
  );
  if (unknownProvider !== undefined) {
    throw providerNotFound(unknownProvider, pool.id);
  }
}

function checkFlows(requested: RequestedClientSettings, hasSecret: boolean): void {
  const flows = requested.AllowedOAuthFlows ?? [];
  const scopes = requested.AllowedOAuthScopes ?? [];
  if (requested.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0)) {
    throw oauthFlowInvalid(
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  }
  const redirects = flows.includes("code") || flows.includes("implicit");
  if (flows.includes("client_credentials") && redirects) {
    throw oauthFlowInvalid(
      "client_credentials flow can not be selected along with code flow or implicit flow.",
    );
  }
  if (flows.includes("client_credentials") && !hasSecret) {
    throw oauthFlowInvalid(
      "client_credentials flow can not be selected if client does not have a client secret.",
    );
  }
  if (redirects && requested.AllowedOAuthFlowsUserPoolClient && (requested.CallbackURLs ?? []).length === 0) {
    throw oauthFlowInvalid("CallbackUrls can not be empty when code flow or implicit flow is selected");
  }
}

function checkScopes(
  { AllowedOAuthScopes = [] }: RequestedClientSettings,
  pool: Pool,
  { resourceServers }: Pick<OperationContext, "resourceServers">,
): void {
  const custom = resourceServers
    .all(pool)
    .flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));
  const known = new Set([...standardScopes, ...custom]);
  const unknown = AllowedOAuthScopes.find((scope) => !known.has(scope));
  if (unknown !== undefined) {
    throw scopeNotFound(unknown);
  }
}

function checkUrls({
  CallbackURLs = [],
  LogoutURLs = [],
  DefaultRedirectURI,
}: RequestedClientSettings): void {
  for (const url of [...CallbackURLs, ...LogoutURLs]) {
    checkUrl(url);
  }
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI)) {
    throw invalidParameter(
      `The default redirect URI ${DefaultRedirectURI} is not in the callback URIs list.`,
    );
  }
}

/** Absolute, without a fragment, and plain HTTP to this machine only (RFC 6749 §3.1.2, RFC 8252 §7.3). */
function checkUrl(url: string): void {
  const parsed = URL.parse(url);
  if (parsed === null) {
    throw invalidParameter(`${url} is not a valid URL.`);
  }
  if (url.includes("#")) {
    throw invalidParameter(`${url} cannot use fragment`);
  }
  if (parsed.protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(parsed.hostname)) {
    throw invalidParameter(`${url} cannot use the HTTP protocol.`);
  }
}
