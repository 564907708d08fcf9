/** User pools. */

import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { addCustomAttributes as extendSchema, resolveSchema } from "../attributes/resolve-schema.ts";
import { effectiveNames } from "../domain/authentication-level.ts";
import { REGIONAL_SETTINGS } from "../domain/replica.ts";
import { idTaken } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { poolCertificate } from "../saml/pool-certificate.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { CognitoInput, CognitoOutput } from "../wire-types.ts";
import { type LastingSettings, resolvePoolSettings } from "./pool-settings.ts";
import { checkNoReplica, checkStillReplicable, replicaRegions } from "./replicas.ts";

const deletionProtected = (): ServiceError =>
  invalidParameter(
    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
  );

const domainStillThere = (): ServiceError =>
  invalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.");

const settingOfPrimary = (name: string): ServiceError =>
  invalidParameter(`${name} can only be changed in the primary Region of the user pool.`);

type UserPoolType = NonNullable<CognitoOutput<"DescribeUserPool">["UserPool"]>;

/** A pool as AWS describes it. */
function describePool(
  pool: Pool,
  { users, accountId, documents }: Pick<OperationContext, "users" | "accountId" | "documents">,
): UserPoolType {
  const { mfa: _, ...settings } = pool.settings;
  const domains = documents.all(pool, "domain");
  const prefix = domains.find(({ content }) => content.CustomDomainConfig === undefined);
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  return {
    ...settings,
    AcrConfiguration: effectiveNames(settings.AcrConfiguration),
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${pool.region}:${accountId}:userpool/${pool.id}`,
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    EstimatedNumberOfUsers: users.count(pool),
    ...(prefix && { Domain: prefix.id }),
    ...(custom && { CustomDomain: custom.id }),
  } as UserPoolType;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const createUserPool = operation("CreateUserPool", async (input, context) => {
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = input;
  const lasting = {
    SchemaAttributes: resolveSchema(input.Schema ?? []),
    mfa: {},
    ...(AliasAttributes && { AliasAttributes }),
    ...(UsernameAttributes && { UsernameAttributes }),
    ...(UsernameConfiguration && { UsernameConfiguration }),
  };
  const settings = resolvePoolSettings(input, lasting, context.region);
  const { fixed } = context;
  if (fixed !== undefined && context.pools.find(fixed.id) !== null) throw idTaken(fixed.id);
  const keys = await context.signingKeys.generate();
  const pool = context.atomically(() => {
    const created = context.pools.create({
      name: input.PoolName,
      region: context.region,
      settings,
      ...(fixed && { id: fixed.id }),
    });
    context.signingKeys.add(created.id, keys);
    return created;
  });
  return { UserPool: describePool(pool, context) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = operation("DescribeUserPool", (input, context) => ({
  UserPool: describePool(context.pools.require(input.UserPoolId), context),
}));

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its default value":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const updateUserPool = operation("UpdateUserPool", (input, context) => {
  const { pools } = context;
  const pool = pools.require(input.UserPoolId);
  if (pool.primaryRegion !== undefined) {
    checkRegional(input);
    const lasting = { SchemaAttributes: pool.settings.SchemaAttributes, mfa: {} };
    pools.update(pool, { settings: resolvePoolSettings(input, lasting, pool.region) });
    return {};
  }
  const settings = resolvePoolSettings(input, lastingSettings(pool.settings), pool.region);
  checkStillReplicable(context, pool, settings);
  pools.update(pool, { settings, ...(input.PoolName !== undefined && { name: input.PoolName }) });
  return {};
});

/** @throws ServiceError InvalidParameterException for a setting that a secondary replica has from its primary */
function checkRegional({ UserPoolId: _, ...given }: CognitoInput<"UpdateUserPool">): void {
  const regional: readonly string[] = REGIONAL_SETTINGS;
  const other = Object.keys(given).find((name) => !regional.includes(name));
  if (other !== undefined) throw settingOfPrimary(other);
}

function lastingSettings(settings: LastingSettings): LastingSettings {
  const { SchemaAttributes, mfa, AliasAttributes, UsernameAttributes, UsernameConfiguration } = settings;
  const { DcrConfiguration } = settings;
  return {
    SchemaAttributes,
    mfa,
    ...(AliasAttributes && { AliasAttributes }),
    ...(UsernameAttributes && { UsernameAttributes }),
    ...(UsernameConfiguration && { UsernameConfiguration }),
    ...(DcrConfiguration && { DcrConfiguration }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool = operation("DeleteUserPool", (input, context) => {
  const { pools, clients, documents } = context;
  const pool = pools.require(input.UserPoolId);
  if (pool.settings.DeletionProtection === "ACTIVE") throw deletionProtected();
  if (documents.all(pool, "domain").length > 0) throw domainStillThere();
  checkNoReplica(context, pool);
  pools.delete(pool);
  clients.forgetPool(pool);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = operation("ListUserPools", (input, context) => {
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserPools", context.region],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after: number | null) => context.pools.list(context.region, { limit, after: after ?? 0 }),
    positionOf: ({ key }) => key,
  });
  return {
    UserPools: items.map((pool) => {
      const ReplicaRegions = replicaRegions(context, pool);
      return {
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: pool.settings.LambdaConfig,
        CreationDate: new Date(pool.createdAt),
        LastModifiedDate: new Date(pool.modifiedAt),
        ...(ReplicaRegions.length > 0 && { ReplicaRegions }),
      };
    }),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes = operation(
  "AddCustomAttributes",
  ({ UserPoolId, CustomAttributes }, { pools }) => {
    const pool = pools.require(UserPoolId);
    const SchemaAttributes = extendSchema(pool.settings.SchemaAttributes, CustomAttributes);
    pools.update(pool, { settings: { ...pool.settings, SchemaAttributes } });
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html */
export const getSigningCertificate = operation("GetSigningCertificate", async ({ UserPoolId }, context) => ({
  Certificate: await poolCertificate(context, context.pools.require(UserPoolId)),
}));
