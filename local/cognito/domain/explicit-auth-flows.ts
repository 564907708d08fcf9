/**
 * Which sign-in flows a client may use: `ExplicitAuthFlows` in today's `ALLOW_` names, or in the old ones without
 * (API_CreateUserPoolClient). A client without either has SRP and custom authentication, as on AWS; CreateUserPoolClient's
 * defaults decide about its refresh flow.
 */
const LEGACY = new Set(["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH"]);

const LEGACY_FLOWS: Readonly<Record<string, (flows: readonly string[]) => boolean>> = {
  ADMIN_USER_PASSWORD_AUTH: (flows) => flows.includes("ADMIN_NO_SRP_AUTH"),
  USER_PASSWORD_AUTH: (flows) => flows.includes("USER_PASSWORD_AUTH"),
  USER_SRP_AUTH: (flows) => !flows.includes("CUSTOM_AUTH_FLOW_ONLY"),
  CUSTOM_AUTH: () => true,
  REFRESH_TOKEN_AUTH: () => true,
};

/** @param flow in its current spelling: `ADMIN_USER_PASSWORD_AUTH`, `REFRESH_TOKEN_AUTH` */
export function isFlowAllowed(explicitAuthFlows: readonly string[], flow: string): boolean {
  if (explicitAuthFlows.some((name) => LEGACY.has(name))) {
    return LEGACY_FLOWS[flow]?.(explicitAuthFlows) ?? false;
  }
  return explicitAuthFlows.includes(`ALLOW_${flow}`);
}

/** The flows that the domain's pages offer at a client that registered itself; by itself it has none. */
const PAGES_OF_REGISTERED: readonly string[] = ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"];

/** What the domain's pages may do for a client: its users sign in there, and it gets only a code. */
export function isFlowAllowedOnPages(
  settings: { readonly ExplicitAuthFlows: readonly string[]; readonly ClientType?: string | undefined },
  flow: string,
): boolean {
  const flows = settings.ClientType === "DCR" ? PAGES_OF_REGISTERED : settings.ExplicitAuthFlows;
  return isFlowAllowed(flows, flow);
}
