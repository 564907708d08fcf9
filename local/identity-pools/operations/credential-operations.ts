/** What an identity is given: credentials, or a token for STS. */
import { decideRole, principalTags } from "../domain/role-mapping.ts";
import { classicFlowOff, roleAmbiguous, roleNotInToken, rolesMissing } from "../errors.ts";
import { createOpenIdToken } from "../open-id-token.ts";
import { operation } from "../operation.ts";
import { type OpenIdentity, openIdentity } from "./identity-operations.ts";

const HOUR_SECONDS = 3600;
/** API_GetOpenIdToken: "The OpenID token is valid for 10 minutes." */
const TOKEN_SECONDS = 600;

/**
 * The role that the login's mapping gives, else the pool's.
 * @throws ServiceError NotAuthorizedException, InvalidIdentityPoolConfigurationException
 */
function roleOf({ pool, logins, isAuthenticated }: OpenIdentity, customRole: string | undefined): string {
  const { roles, mappings } = pool.roles;
  if (!isAuthenticated) {
    if (roles.unauthenticated === undefined) throw rolesMissing();
    return roles.unauthenticated;
  }
  const login = logins.find(({ provider, claims }) => mappingOf(mappings, provider, claims) !== undefined);
  const mapping = login && mappingOf(mappings, login.provider, login.claims);
  const decision =
    login && mapping
      ? decideRole(mapping, login.claims, customRole)
      : ({ kind: customRole === undefined ? "authenticated" : "not-in-token" } as const);
  switch (decision.kind) {
    case "role":
      return decision.arn;
    case "denied":
      throw roleAmbiguous();
    case "not-in-token":
      throw roleNotInToken();
    case "authenticated":
      if (roles.authenticated === undefined) throw rolesMissing();
      return roles.authenticated;
  }
}

/** A mapping names a user pool's client beside it: `provider:clientId`. */
function mappingOf<Mapping>(
  mappings: Readonly<Record<string, Mapping>>,
  provider: string,
  claims: Readonly<Record<string, unknown>>,
): Mapping | undefined {
  return mappings[`${provider}:${String(claims.aud)}`] ?? mappings[provider];
}

/** The ARN that credentials of a role speak for. */
export function principalOf(roleArn: string, accountId: string, session: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleArn.split("/").at(-1)}/${session}`;
}

export const getCredentialsForIdentity = operation("GetCredentialsForIdentity", async (input, context) => {
  const opened = await openIdentity(context, input.IdentityId, input.Logins);
  const role = roleOf(opened, input.CustomRoleArn);
  const principal = principalOf(role, context.accountId, "CognitoIdentityCredentials");
  const issued = context.credentials.issue(principal, HOUR_SECONDS);
  return {
    IdentityId: opened.identity.id,
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiresAt),
    },
  };
});

function tagsOf({ pool, logins }: OpenIdentity): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...logins.map(({ provider, claims }) => {
      const tagMap = pool.tagMaps[provider];
      return tagMap ? principalTags(tagMap, claims) : {};
    }),
  );
}

export const getOpenIdToken = operation("GetOpenIdToken", async (input, context) => {
  const opened = await openIdentity(context, input.IdentityId, input.Logins);
  const { pool, identity, logins, isAuthenticated } = opened;
  if (!pool.settings.AllowClassicFlow) throw classicFlowOff();
  const amr = isAuthenticated
    ? ["authenticated", ...logins.map(({ provider }) => provider)]
    : ["unauthenticated"];
  const subject = { identityId: identity.id, poolId: pool.id, amr, tags: tagsOf(opened) };
  const Token = await createOpenIdToken(context, { ...subject, lifetimeSeconds: TOKEN_SECONDS });
  return { IdentityId: identity.id, Token };
});
