/** Identity pools themselves, their roles, principal tags and tags. */
import {
  arnNotFound,
  cognitoProviderInvalid,
  idTaken,
  mappedProviderUnknown,
  rulesExceeded,
} from "../errors.ts";
import type { IdentityContext } from "../identity-context.ts";
import { isSameProvider, userPoolOf } from "../logins.ts";
import { operation } from "../operation.ts";
import { page } from "../page.ts";
import type { IdentityPool } from "../state/identity-pool-repository.ts";

/** Rules of one role mapping (https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html). */
const MAX_RULES = 25;

const describe = ({ id, settings }: IdentityPool) => ({ IdentityPoolId: id, ...settings });

type Providers = IdentityPool["settings"]["CognitoIdentityProviders"];

/** @throws ServiceError InvalidParameterException for a provider that is not a user pool, as AWS or the local issuer names it */
function checkProviders(context: IdentityContext, providers: Providers = []): void {
  if (!providers.every(({ ProviderName = "" }) => userPoolOf(context, ProviderName) !== null)) {
    throw cognitoProviderInvalid();
  }
}

export const createIdentityPool = operation("CreateIdentityPool", (input, context) => {
  const { pools, region, fixedId } = context;
  if (fixedId !== undefined && pools.find(fixedId) !== null) throw idTaken(fixedId);
  checkProviders(context, input.CognitoIdentityProviders);
  return describe(pools.create(region, input, fixedId));
});

export const describeIdentityPool = operation("DescribeIdentityPool", ({ IdentityPoolId }, { pools }) =>
  describe(pools.require(IdentityPoolId)),
);

/** Omitted settings are reset, as by all of AWS's updates of this form; a developer provider can't be removed. */
export const updateIdentityPool = operation("UpdateIdentityPool", ({ IdentityPoolId, ...input }, context) => {
  const { pools } = context;
  const pool = pools.require(IdentityPoolId);
  checkProviders(context, input.CognitoIdentityProviders);
  const { DeveloperProviderName } = pool.settings;
  const settings = { ...(DeveloperProviderName && { DeveloperProviderName }), ...input };
  return describe(pools.update(pool, { settings }));
});

export const deleteIdentityPool = operation("DeleteIdentityPool", ({ IdentityPoolId }, { pools }) => {
  pools.delete(pools.require(IdentityPoolId));
  return {};
});

export const listIdentityPools = operation("ListIdentityPools", (input, context) => {
  const { items, nextToken } = page(context, {
    scope: ["ListIdentityPools", context.region],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after) => context.pools.list(context.region, { limit, after }),
  });
  return {
    IdentityPools: items.map(({ id, settings }) => ({
      IdentityPoolId: id,
      IdentityPoolName: settings.IdentityPoolName,
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});

/** The providers of role mappings: a client of a user pool, a social provider, or a provider of IAM. */
function mappable({ settings }: IdentityPool): readonly string[] {
  const { CognitoIdentityProviders = [], SupportedLoginProviders = {} } = settings;
  return [
    ...CognitoIdentityProviders.map(({ ProviderName, ClientId }) => `${ProviderName}:${ClientId}`),
    ...Object.keys(SupportedLoginProviders),
    ...(settings.OpenIdConnectProviderARNs ?? []),
    ...(settings.SamlProviderARNs ?? []),
  ];
}

export const setIdentityPoolRoles = operation("SetIdentityPoolRoles", (input, context) => {
  const { pools } = context;
  const pool = pools.require(input.IdentityPoolId);
  const mappings = Object.entries(input.RoleMappings ?? {});
  if (mappings.some(([, { RulesConfiguration }]) => (RulesConfiguration?.Rules.length ?? 0) > MAX_RULES)) {
    throw rulesExceeded(MAX_RULES);
  }
  const known = mappable(pool);
  const unknown = mappings.find(([name]) => !known.some((one) => isSameProvider(context, one, name)))?.[0];
  if (unknown !== undefined) throw mappedProviderUnknown(unknown);
  pools.update(pool, { roles: { roles: input.Roles, mappings: input.RoleMappings ?? {} } });
  return {};
});

export const getIdentityPoolRoles = operation("GetIdentityPoolRoles", ({ IdentityPoolId }, { pools }) => {
  const { id, roles } = pools.require(IdentityPoolId);
  return {
    IdentityPoolId: id,
    Roles: roles.roles,
    ...(Object.keys(roles.mappings).length > 0 && { RoleMappings: roles.mappings }),
  };
});

function describeTags(pool: IdentityPool, provider: string) {
  const { useDefaults, tags } = pool.tagMaps[provider] ?? { useDefaults: false, tags: {} };
  return {
    IdentityPoolId: pool.id,
    IdentityProviderName: provider,
    UseDefaults: useDefaults,
    PrincipalTags: tags,
  };
}

export const setPrincipalTagAttributeMap = operation("SetPrincipalTagAttributeMap", (input, { pools }) => {
  const pool = pools.require(input.IdentityPoolId);
  const tagMap = { useDefaults: input.UseDefaults ?? false, tags: input.PrincipalTags ?? {} };
  const tagMaps = { ...pool.tagMaps, [input.IdentityProviderName]: tagMap };
  return describeTags(pools.update(pool, { tagMaps }), input.IdentityProviderName);
});

export const getPrincipalTagAttributeMap = operation("GetPrincipalTagAttributeMap", (input, { pools }) =>
  describeTags(pools.require(input.IdentityPoolId), input.IdentityProviderName),
);

/** @throws ServiceError ResourceNotFoundException */
function requireTagged({ accountId, pools, region }: IdentityContext, arn: string): IdentityPool {
  const prefix = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/`;
  const pool = arn.startsWith(prefix) ? pools.find(arn.slice(prefix.length)) : null;
  if (pool === null) throw arnNotFound(arn);
  return pool;
}

function writeTags(
  { pools }: IdentityContext,
  pool: IdentityPool,
  IdentityPoolTags: Readonly<Record<string, string>>,
) {
  pools.update(pool, { settings: { ...pool.settings, IdentityPoolTags } });
  return {};
}

export const tagResource = operation("TagResource", ({ ResourceArn, Tags }, context) => {
  const pool = requireTagged(context, ResourceArn);
  return writeTags(context, pool, { ...pool.settings.IdentityPoolTags, ...Tags });
});

export const untagResource = operation("UntagResource", ({ ResourceArn, TagKeys }, context) => {
  const pool = requireTagged(context, ResourceArn);
  const tags = Object.entries(pool.settings.IdentityPoolTags ?? {}).filter(([key]) => !TagKeys.includes(key));
  return writeTags(context, pool, Object.fromEntries(tags));
});

export const listTagsForResource = operation("ListTagsForResource", ({ ResourceArn }, context) => ({
  Tags: requireTagged(context, ResourceArn).settings.IdentityPoolTags ?? {},
}));
