/** The settings of an app client: defaults, and allowed combinations. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { neverWritable } from "../attributes/client-access.ts";
import { REGISTRATION_SCOPE } from "../domain/client-registration.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { ClientSettings } from "../state/pool-settings.ts";
import type { CognitoInput } from "../wire-types.ts";

const providerNotFound = (provider: string, poolId: string): ServiceError =>
  invalidParameter(`The provider ${provider} does not exist for User Pool ${poolId}.`);

const scopeNotFound = (scope: string): ServiceError =>
  new ServiceError("ScopeDoesNotExistException", `Invalid scope requested: ${scope}`);

const oauthFlowInvalid = (message: string): ServiceError =>
  new ServiceError("InvalidOAuthFlowException", message);

const userAuthNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "ALLOW_USER_AUTH is not available in the LITE pricing tier.",
  );

const standardScopes = [
  "phone",
  "email",
  "openid",
  "profile",
  "aws.cognito.signin.user.admin",
  // "You don't create a resource server for it" (cognito-user-pools-dynamic-client-registration).
  REGISTRATION_SCOPE,
];

/** @throws ServiceError InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException */
function checkOauth(
  requested: RequestedClientSettings,
  { pool, hasSecret }: ClientFacts,
  context: Pick<OperationContext, "documents" | "resourceServers">,
): void {
  checkFlows(requested, hasSecret);
  checkScopes(requested, pool, context);
  checkUrls(requested);
  const unknownProvider = (requested.SupportedIdentityProviders ?? []).find(
    (provider) =>
      provider !== "COGNITO" && context.documents.find(pool, "identity-provider", provider) === null,
  );
  if (unknownProvider !== undefined) throw providerNotFound(unknownProvider, pool.id);
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
  if (unknown !== undefined) throw scopeNotFound(unknown);
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
  if (parsed === null) throw invalidParameter(`${url} is not a valid URL.`);
  if (url.includes("#")) throw invalidParameter(`${url} cannot use fragment`);
  if (parsed.protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(parsed.hostname)) {
    throw invalidParameter(`${url} cannot use the HTTP protocol.`);
  }
}

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Unit = keyof typeof seconds;

/**
 * Access and ID tokens live from five minutes to a day and never longer than the refresh token, which lives from an hour to
 * ten years (API_CreateUserPoolClient).
 *
 * @throws ServiceError InvalidParameterException
 */
function checkTokenValidity(settings: ClientSettings): void {
  const units = settings.TokenValidityUnits;
  const access = lifetime(
    settings.AccessTokenValidity ?? 1,
    units.AccessToken ?? "hours",
    settings.AccessTokenValidity,
  );
  const id = lifetime(settings.IdTokenValidity ?? 1, units.IdToken ?? "hours", settings.IdTokenValidity);
  const refresh = settings.RefreshTokenValidity * seconds[(units.RefreshToken ?? "days") as Unit];
  const isInRange = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  if (
    !isInRange(access, 5 * seconds.minutes, seconds.days) ||
    !isInRange(id, 5 * seconds.minutes, seconds.days) ||
    !isInRange(refresh, seconds.hours, 3650 * seconds.days)
  ) {
    throw invalidParameter("Invalid range for token validity.");
  }
  if (access > refresh || id > refresh) {
    throw invalidParameter(
      "Access and Id Token expiration times must be less than or equal to refresh token expiration times.",
    );
  }
}

/** In seconds; an hour if no validity was given, whatever the unit. */
function lifetime(value: number, unit: string, given: number | undefined): number {
  return given === undefined ? seconds.hours : value * seconds[unit as Unit];
}

/** Newer than the SDK's type: GetClientToken for machines. */
const CLIENT_TOKEN_FLOW = "ALLOW_CLIENT_TOKEN_AUTH";

/** The flows of a client that names none (API_CreateUserPoolClient, `ExplicitAuthFlows`). */
const defaultFlows = ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"] as const;

/**
 * The flows a client allows. Rotation excludes REFRESH_TOKEN_AUTH
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html).
 *
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
function resolveAuthFlows(
  { ExplicitAuthFlows, RefreshTokenRotation }: RequestedClientSettings,
  { pool: { settings }, hasSecret }: ClientFacts,
): ClientSettings["ExplicitAuthFlows"] {
  const rotates = RefreshTokenRotation?.Feature === "ENABLED";
  if (ExplicitAuthFlows === undefined || ExplicitAuthFlows.length === 0) {
    return defaultFlows.filter((flow) => !(rotates && flow === "ALLOW_REFRESH_TOKEN_AUTH"));
  }
  if (ExplicitAuthFlows.includes("ALLOW_USER_AUTH") && settings.UserPoolTier === "LITE") {
    throw userAuthNotInTier();
  }
  checkClientTokens(ExplicitAuthFlows, hasSecret);
  const modern = ExplicitAuthFlows.filter((flow) => flow.startsWith("ALLOW_"));
  if (modern.length > 0 && modern.length < ExplicitAuthFlows.length) {
    throw invalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  if (rotates && ExplicitAuthFlows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalidParameter(
      "ALLOW_REFRESH_TOKEN_AUTH cannot be enabled when refresh token rotation is enabled.",
    );
  }
  return ExplicitAuthFlows;
}

/** "It must be the only authentication flow that you configure for the app client" (API_GetClientToken). */
function checkClientTokens(flows: readonly string[], hasSecret: boolean): void {
  if (!flows.includes(CLIENT_TOKEN_FLOW)) return;
  if (flows.some((flow) => flow !== CLIENT_TOKEN_FLOW)) {
    throw invalidParameter(`${CLIENT_TOKEN_FLOW} cannot be combined with other authentication flows.`);
  }
  if (!hasSecret) {
    throw invalidParameter(
      `${CLIENT_TOKEN_FLOW} can not be selected if client does not have a client secret.`,
    );
  }
}

/** The input of both operations; UpdateUserPoolClient resets omitted settings to their defaults. */
type RequestedClientSettings = Omit<CognitoInput<"UpdateUserPoolClient">, "ClientId">;

/** What the refusals of a client's settings depend on besides the request. */
interface ClientFacts {
  readonly pool: Pool;
  readonly hasSecret: boolean;
  /** The operation's name in AWS's messages. */
  readonly action: "creating" | "updating";
}

/** @throws ServiceError InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException */
export function resolveClientSettings(
  requested: RequestedClientSettings,
  facts: ClientFacts,
  context: Pick<OperationContext, "documents" | "resourceServers">,
): ClientSettings {
  checkAttributeAccess(requested, facts);
  checkOauth(requested, facts, context);
  checkReporting(requested, facts);
  const settings: ClientSettings = {
    RefreshTokenValidity: requested.RefreshTokenValidity || 30,
    TokenValidityUnits: requested.TokenValidityUnits ?? {},
    ExplicitAuthFlows: resolveAuthFlows(requested, facts),
    AllowedOAuthFlowsUserPoolClient: requested.AllowedOAuthFlowsUserPoolClient ?? false,
    PreventUserExistenceErrors: requested.PreventUserExistenceErrors ?? "LEGACY",
    EnableTokenRevocation: requested.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: requested.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: requested.AuthSessionValidity ?? 3,
    ...resolveOptional(requested),
  };
  checkTokenValidity(settings);
  return settings;
}

/** What a client passes on about its users: their addresses to threat protection, their sign-ins to Pinpoint. */
function checkReporting(requested: RequestedClientSettings, { hasSecret }: ClientFacts): void {
  if (requested.EnablePropagateAdditionalUserContextData && !hasSecret) {
    throw invalidParameter(
      "Client Secret is required to set EnablePropagateAdditionalUserContextData as true",
    );
  }
  const { ApplicationArn, ApplicationId, RoleArn, ExternalId } = requested.AnalyticsConfiguration ?? {};
  const byId = [ApplicationId, RoleArn, ExternalId].filter((member) => member !== undefined).length;
  if (requested.AnalyticsConfiguration && byId !== (ApplicationArn === undefined ? 3 : 0)) {
    throw invalidParameter(
      "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
    );
  }
}

/** Members that AWS omits from its answer if they were not given. */
function resolveOptional(requested: RequestedClientSettings): Partial<ClientSettings> {
  const { AccessTokenValidity, IdTokenValidity, ReadAttributes, WriteAttributes, RefreshTokenRotation } =
    requested;
  const { SupportedIdentityProviders, CallbackURLs, LogoutURLs, DefaultRedirectURI } = requested;
  const { AllowedOAuthFlows, AllowedOAuthScopes, AnalyticsConfiguration } = requested;
  return {
    ...withoutUndefined({ AccessTokenValidity, IdTokenValidity }),
    ...(ReadAttributes && { ReadAttributes }),
    ...(WriteAttributes && { WriteAttributes }),
    ...(SupportedIdentityProviders && { SupportedIdentityProviders }),
    ...(CallbackURLs && { CallbackURLs }),
    ...(LogoutURLs && { LogoutURLs }),
    ...withoutUndefined({ DefaultRedirectURI }),
    ...(AllowedOAuthFlows && { AllowedOAuthFlows }),
    ...(AllowedOAuthScopes && { AllowedOAuthScopes }),
    ...(AnalyticsConfiguration && { AnalyticsConfiguration }),
    ...(RefreshTokenRotation && { RefreshTokenRotation }),
  };
}

/**
 * A client may read and write attributes of the pool's schema, except those that only Cognito writes.
 * @throws ServiceError InvalidParameterException
 */
function checkAttributeAccess(
  { ReadAttributes = [], WriteAttributes = [] }: RequestedClientSettings,
  { pool, action }: ClientFacts,
): void {
  const known = new Set(pool.settings.SchemaAttributes.map(({ Name }) => Name));
  if (!ReadAttributes.every((name) => known.has(name))) {
    throw invalidParameter(`Invalid read attributes specified while ${action} a client`);
  }
  if (!WriteAttributes.every((name) => known.has(name) && !neverWritable.has(name))) {
    throw invalidParameter(`Invalid write attributes specified while ${action} a client`);
  }
}
