/**
 * From the request of CreateUserPoolClient or UpdateUserPoolClient to the client's settings: AWS's defaults for what is not
 * said, and its refusals of what does not go together
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html).
 */
import { invalidParameter } from "../../errors/parameter-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { ClientSettings } from "../../state/pool-settings.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { checkAttributeAccess } from "./check-attribute-access.ts";
import { checkOauth } from "./check-oauth.ts";
import { checkTokenValidity } from "./check-token-validity.ts";
import { resolveAuthFlows } from "./resolve-auth-flows.ts";

/** What both operations take; UpdateUserPoolClient resets whatever it is not given to the default. */
export type RequestedClientSettings = Omit<CognitoInput<"UpdateUserPoolClient">, "ClientId">;

/** What the refusals of a client's settings depend on beside the request. */
export interface ClientSurroundings {
  readonly pool: Pool;
  readonly hasSecret: boolean;
  /** How AWS's messages name what is going on. */
  readonly action: "creating" | "updating";
}

/** @throws ServiceError InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException */
export function resolveClientSettings(
  requested: RequestedClientSettings,
  surroundings: ClientSurroundings,
  context: Pick<OperationContext, "documents" | "resourceServers">,
): ClientSettings {
  checkAttributeAccess(requested, surroundings);
  checkOauth(requested, surroundings, context);
  checkReporting(requested, surroundings);
  const settings: ClientSettings = {
    RefreshTokenValidity: requested.RefreshTokenValidity || 30,
    TokenValidityUnits: requested.TokenValidityUnits ?? {},
    ExplicitAuthFlows: resolveAuthFlows(requested, surroundings.pool),
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

/** What a client may tell of its users: their addresses to threat protection, their sign-ins to Pinpoint. */
function checkReporting(requested: RequestedClientSettings, { hasSecret }: ClientSurroundings): void {
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

/** Members that AWS leaves out of its answer where they were not given. */
function resolveOptional(requested: RequestedClientSettings): Partial<ClientSettings> {
  const { AccessTokenValidity, IdTokenValidity, ReadAttributes, WriteAttributes, RefreshTokenRotation } =
    requested;
  const { SupportedIdentityProviders, CallbackURLs, LogoutURLs, DefaultRedirectURI } = requested;
  const { AllowedOAuthFlows, AllowedOAuthScopes, AnalyticsConfiguration } = requested;
  return {
    ...(AccessTokenValidity !== undefined && { AccessTokenValidity }),
    ...(IdTokenValidity !== undefined && { IdTokenValidity }),
    ...(ReadAttributes && { ReadAttributes }),
    ...(WriteAttributes && { WriteAttributes }),
    ...(SupportedIdentityProviders && { SupportedIdentityProviders }),
    ...(CallbackURLs && { CallbackURLs }),
    ...(LogoutURLs && { LogoutURLs }),
    ...(DefaultRedirectURI !== undefined && { DefaultRedirectURI }),
    ...(AllowedOAuthFlows && { AllowedOAuthFlows }),
    ...(AllowedOAuthScopes && { AllowedOAuthScopes }),
    ...(AnalyticsConfiguration && { AnalyticsConfiguration }),
    ...(RefreshTokenRotation && { RefreshTokenRotation }),
  };
}
