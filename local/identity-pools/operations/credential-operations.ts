/** Credentials and STS tokens of identities. */
import { assume } from "../assume.ts";
import { decideRole, principalTags } from "../domain/role-mapping.ts";
import { classicFlowOff, roleAmbiguous, roleNotInToken, rolesMissing } from "../errors.ts";
import type { IdentityContext } from "../identity-context.ts";
import { settingOf } from "../logins.ts";
import { createOpenIdToken } from "../open-id-token.ts";
import { operation } from "../operation.ts";
import { type OpenIdentity, openIdentity } from "./identity-operations.ts";

const HOUR_SECONDS = 3600;
/** API_GetOpenIdToken: "The OpenID token is valid for 10 minutes." */
const TOKEN_SECONDS = 600;

/**
 * The role of the login's mapping, else the pool's.
 * @throws ServiceError NotAuthorizedException, InvalidIdentityPoolConfigurationException
 */
function roleOf(
  context: IdentityContext,
  { pool, logins, isAuthenticated }: OpenIdentity,
  customRole: string | undefined,
): string {
  const { roles, mappings } = pool.roles;
  if (!isAuthenticated) {
    if (roles.unauthenticated === undefined) throw rolesMissing();
    return roles.unauthenticated;
  }
  const login = logins.find((candidate) => settingOf(context, mappings, candidate) !== undefined);
  const mapping = login && settingOf(context, mappings, login);
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

export const getCredentialsForIdentity = operation("GetCredentialsForIdentity", async (input, context) => {
  const opened = await openIdentity(context, input.IdentityId, input.Logins);
  const session = {
    roleArn: roleOf(context, opened, input.CustomRoleArn),
    name: "CognitoIdentityCredentials",
    tags: tagsOf(context, opened),
    webIdentity: { aud: opened.pool.id, sub: opened.identity.id, amr: amrOf(opened) },
  };
  const issued = assume(context, session, HOUR_SECONDS);
  if (issued === null) throw rolesMissing();
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

const amrOf = ({ logins, isAuthenticated }: OpenIdentity): readonly string[] =>
  isAuthenticated ? ["authenticated", ...logins.map(({ provider }) => provider)] : ["unauthenticated"];

function tagsOf(context: IdentityContext, { pool, logins }: OpenIdentity): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...logins.map((login) => {
      const tagMap = settingOf(context, pool.tagMaps, login);
      return tagMap ? principalTags(tagMap, login.claims) : {};
    }),
  );
}

export const getOpenIdToken = operation("GetOpenIdToken", async (input, context) => {
  const opened = await openIdentity(context, input.IdentityId, input.Logins);
  const { pool, identity } = opened;
  if (pool.settings.AllowClassicFlow === false) throw classicFlowOff();
  const subject = {
    identityId: identity.id,
    poolId: pool.id,
    amr: amrOf(opened),
    tags: tagsOf(context, opened),
  };
  const Token = await createOpenIdToken(context, { ...subject, lifetimeSeconds: TOKEN_SECONDS });
  return { IdentityId: identity.id, Token };
});
