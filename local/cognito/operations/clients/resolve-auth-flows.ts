import { userAuthNotInTier } from "../../errors/choice-errors.ts";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { ClientSettings } from "../../state/pool-settings.ts";
import type { RequestedClientSettings } from "./resolve-client-settings.ts";

/** What a client that says nothing may do (API_CreateUserPoolClient, `ExplicitAuthFlows`). */
const defaultFlows = ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"] as const;

/**
 * The flows a client allows. Rotation excludes REFRESH_TOKEN_AUTH
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html).
 *
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
export function resolveAuthFlows(
  { ExplicitAuthFlows, RefreshTokenRotation }: RequestedClientSettings,
  { settings }: Pool,
): ClientSettings["ExplicitAuthFlows"] {
  const rotates = RefreshTokenRotation?.Feature === "ENABLED";
  if (ExplicitAuthFlows === undefined || ExplicitAuthFlows.length === 0) {
    return defaultFlows.filter((flow) => !(rotates && flow === "ALLOW_REFRESH_TOKEN_AUTH"));
  }
  if (ExplicitAuthFlows.includes("ALLOW_USER_AUTH") && settings.UserPoolTier === "LITE") {
    throw userAuthNotInTier();
  }
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
