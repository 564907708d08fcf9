/** Makes the app client of a registration. */
import { checkClientQuota } from "./client-quota.ts";
import type { Registration } from "./domain/client-registration.ts";
import type { OperationContext } from "./operation-context.ts";
import { randomSecret } from "./operations/client-secrets.ts";
import { resolveClientSettings } from "./operations/client-settings.ts";
import { type Client, randomClientId } from "./state/client-repository.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { ClientSettings } from "./state/pool-settings.ts";

/**
 * A client of the type DCR. Its users sign in on the domain's pages and nowhere else: with flows of its own, it could ask for
 * passwords itself, and a sign-in by the API gives the scope `aws.cognito.signin.user.admin`, which it may not have.
 *
 * @throws ServiceError LimitExceededException, ScopeDoesNotExistException
 */
export function registerClient(
  context: Pick<OperationContext, "clients" | "clock" | "documents" | "resourceServers">,
  pool: Pool,
  { name, flow, redirectUris, scopes, authMethod }: Registration,
): Client {
  checkClientQuota(context, pool);
  const id = randomClientId();
  const secrets =
    authMethod === "none" ? [] : [{ value: randomSecret(), createdAt: context.clock.now(), isAdded: false }];
  const requested = {
    UserPoolId: pool.id,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: [flow],
    AllowedOAuthScopes: [...scopes],
    CallbackURLs: [...redirectUris],
    SupportedIdentityProviders: ["COGNITO"],
    PreventUserExistenceErrors: "ENABLED" as const,
  };
  const target = { pool, hasSecret: secrets.length > 0, action: "creating" } as const;
  const settings: ClientSettings = {
    ...resolveClientSettings(requested, target, context),
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    ClientType: "DCR",
  };
  return context.clients.create(pool, { id, name: name ?? id, secrets, settings });
}
