/**
 * Dynamic client registration as a pool allows it: `DcrConfiguration`
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DcrConfigurationType.html).
 */
import type { RegistrationRules } from "../domain/client-registration.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import type { CognitoInput } from "../wire-types.ts";

type Configuration = NonNullable<PoolSettings["DcrConfiguration"]>;
type Requested = CognitoInput<"UpdateUserPool">["DcrConfiguration"];

/** A configuration replaces the one before it; members that are left out get their defaults. */
export function resolveRegistration(
  requested: Requested,
  before: Configuration | undefined,
): Configuration | undefined {
  if (requested === undefined) return before;
  return {
    EnableStatus: requested.EnableStatus ?? "Enabled",
    OpenDcrEnabled: requested.OpenDcrEnabled ?? false,
    AuthenticatedGrantTypes: requested.AuthenticatedGrantTypes ?? ["code", "client_credentials"],
    OpenDcrGrantTypes: requested.OpenDcrGrantTypes ?? ["code"],
    AllowedScopes: requested.AllowedScopes ?? [],
  };
}

export const isRegistrationOn = ({ DcrConfiguration }: Pick<PoolSettings, "DcrConfiguration">): boolean =>
  DcrConfiguration?.EnableStatus === "Enabled";

/** What a kind of registration permits; `null` if the pool does not have that kind. */
export function registrationRules(
  { settings }: Pool,
  kind: "open" | "authenticated",
): RegistrationRules | null {
  const configuration = settings.DcrConfiguration;
  if (configuration === undefined || !isRegistrationOn(settings)) return null;
  if (kind === "open" && !configuration.OpenDcrEnabled) return null;
  const grants = kind === "open" ? configuration.OpenDcrGrantTypes : configuration.AuthenticatedGrantTypes;
  return { grants: grants ?? [], scopes: configuration.AllowedScopes ?? [] };
}
