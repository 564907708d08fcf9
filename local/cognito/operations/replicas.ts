/** Replicas of user pools in other Regions. */

import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { type ReplicaStatus, statusAt } from "../domain/replica.ts";
import { featureNotInTier } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { PoolDocument } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import { isMultiRegionKey } from "./key-configuration.ts";

const replicaNotFound = (region: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool replica in ${region} does not exist.`);

const regionRefused = (region: string): ServiceError =>
  invalidParameter(`${region} is not a Region where the user pool can have a replica.`);

const keyOfOneRegion = (): ServiceError =>
  invalidParameter(
    "A user pool with a replica must have a KeyConfiguration with a multi-Region customer managed key.",
  );

const tooManyReplicas = (): ServiceError =>
  new ServiceError("LimitExceededException", "A user pool can have one secondary replica at most.");

const statusRefused = (status: ReplicaStatus): ServiceError =>
  invalidParameter(`The user pool replica can't be changed while its status is ${status}.`);

const mustBeInactive = (): ServiceError =>
  invalidParameter("Only a user pool replica with the status INACTIVE can be deleted.");

const isFailover = (domain: string): ServiceError =>
  invalidParameter(`The user pool replica can't be deleted: the domain ${domain} fails over to it.`);

const tagReserved = (key: string): ServiceError =>
  new ServiceError("UserPoolTaggingException", `Tag key ${key} begins with aws:, which is reserved.`);

const replicaStillThere = (): ServiceError =>
  invalidParameter("User pool cannot be deleted. It has a replica that should be deleted first.");

const FEATURE = "Multi-Region Replication";

type Context = Pick<OperationContext, "accountId" | "clock" | "documents">;
type Replica = PoolDocument<"replica">;

const primaryRegionOf = ({ primaryRegion, region }: Pool): string => primaryRegion ?? region;

/** Those that are not deleted yet. */
function replicasOf({ clock, documents }: Pick<Context, "clock" | "documents">, pool: Pool) {
  return documents.all(pool, "replica").flatMap((replica) => {
    const status = statusAt(replica.content, clock.now());
    return status === null ? [] : [{ replica, status }];
  });
}

/** The Regions of a pool's other replicas, as a list of pools has them. */
export function replicaRegions(context: Pick<Context, "clock" | "documents">, pool: Pool): string[] {
  const regions = [primaryRegionOf(pool), ...replicasOf(context, pool).map(({ replica }) => replica.id)];
  return regions.filter((region) => region !== pool.region);
}

const describe = ({ accountId }: Context, pool: Pool, RegionName: string, Status: ReplicaStatus) =>
  ({
    RegionName,
    Status,
    Role: RegionName === primaryRegionOf(pool) ? "PRIMARY" : "SECONDARY",
    UserPoolArn: `arn:aws:cognito-idp:${RegionName}:${accountId}:userpool/${pool.id}`,
  }) as const;

/** @throws ServiceError ResourceNotFoundException */
function requireReplica(context: Context, pool: Pool, region: string) {
  const found = replicasOf(context, pool).find(({ replica }) => replica.id === region);
  if (found === undefined) throw replicaNotFound(region);
  return found;
}

/**
 * What a pool must have for a replica, and keep while it has one.
 * @throws ServiceError FeatureUnavailableInTierException, InvalidParameterException
 */
function checkReplicable({ UserPoolTier, KeyConfiguration }: PoolSettings): void {
  if (UserPoolTier === "LITE") throw featureNotInTier(UserPoolTier, FEATURE);
  if (!isMultiRegionKey(KeyConfiguration)) throw keyOfOneRegion();
}

/** @throws ServiceError FeatureUnavailableInTierException, InvalidParameterException */
export function checkStillReplicable(context: Context, pool: Pool, settings: PoolSettings): void {
  if (replicasOf(context, pool).length > 0) checkReplicable(settings);
}

/** @throws ServiceError InvalidParameterException */
export function checkNoReplica(context: Context, pool: Pool): void {
  if (replicasOf(context, pool).length > 0) throw replicaStillThere();
}

/** Whether the pool has a replica there that is not being deleted. */
export const hasReplicaIn = (context: Context, pool: Pool, region: string): boolean =>
  replicasOf(context, pool).some(({ replica, status }) => replica.id === region && status !== "DELETING");

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

function write(
  { clock, documents }: Context,
  pool: Pool,
  { id, content }: Pick<Replica, "content" | "id">,
  status: ReplicaStatus,
): void {
  documents.put(pool, "replica", id, { ...content, status, since: clock.now() });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolReplica.html */
export const createUserPoolReplica = operation("CreateUserPoolReplica", (input, context) => {
  const { RegionName, UserPoolTags = {} } = input;
  const pool = context.pools.require(input.UserPoolId);
  if (!REGION.test(RegionName) || RegionName === pool.region) throw regionRefused(RegionName);
  checkReplicable(pool.settings);
  if (replicasOf(context, pool).length > 0) throw tooManyReplicas();
  const reserved = Object.keys(UserPoolTags).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) throw tagReserved(reserved);
  // Functions, senders and tags of the primary's Region are of no use there: "review and configure regional settings".
  const settings = {
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    LambdaConfig: {},
    UserPoolTags,
  } as const;
  const content = { settings, status: "CREATING", since: context.clock.now() } as const;
  context.documents.put(pool, "replica", RegionName, content);
  return { UserPoolReplica: describe(context, pool, RegionName, "CREATING") };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolReplica.html */
export const updateUserPoolReplica = operation("UpdateUserPoolReplica", (input, context) => {
  const { RegionName, Status } = input;
  const pool = context.pools.require(input.UserPoolId);
  if (RegionName === primaryRegionOf(pool)) throw regionRefused(RegionName);
  const { replica, status } = requireReplica(context, pool, RegionName);
  if (status === "CREATING" || status === "DELETING") throw statusRefused(status);
  write(context, pool, replica, Status);
  return { UserPoolReplica: describe(context, pool, RegionName, Status) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolReplica.html */
export const deleteUserPoolReplica = operation("DeleteUserPoolReplica", (input, context) => {
  const { RegionName } = input;
  const pool = context.pools.require(input.UserPoolId);
  if (RegionName === pool.region) throw regionRefused(RegionName);
  const { replica, status } = requireReplica(context, pool, RegionName);
  if (status !== "INACTIVE") throw mustBeInactive();
  const failover = context.documents
    .all(pool, "domain")
    .find(({ content }) => content.Routing?.Failover?.SecondaryRegion === RegionName);
  if (failover !== undefined) throw isFailover(failover.id);
  write(context, pool, replica, "DELETING");
  return { UserPoolReplica: describe(context, pool, RegionName, "DELETING") };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolReplicas.html */
export const listUserPoolReplicas = operation("ListUserPoolReplicas", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const all = [
    describe(context, pool, primaryRegionOf(pool), "ACTIVE"),
    ...replicasOf(context, pool).map(({ replica, status }) => describe(context, pool, replica.id, status)),
  ];
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserPoolReplicas", pool.id],
    limit: undefined,
    token: input.NextToken,
    load: (limit, after: number | null) => all.slice(after ?? 0, (after ?? 0) + limit),
    positionOf: (replica) => all.indexOf(replica) + 1,
  });
  return { UserPoolReplicas: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
});
