/** Tags of user pools. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";

const arnNotFound = (arn: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Resource ${arn} does not exist.`);

const tagReserved = (key: string): ServiceError =>
  invalidParameter(`Tag key ${key} begins with aws:, which is reserved.`);

const tooManyTags = (): ServiceError => invalidParameter("A user pool can have 50 tags at most.");

/** The pool that an ARN names: pools are all that has tags. @throws ServiceError ResourceNotFoundException */
function requireTaggedPool(
  { accountId, pools, region }: Pick<OperationContext, "accountId" | "pools" | "region">,
  arn: string,
): Pool {
  const prefix = `arn:aws:cognito-idp:${region}:${accountId}:userpool/`;
  const pool = arn.startsWith(prefix) ? pools.find(arn.slice(prefix.length)) : null;
  if (pool === null) throw arnNotFound(arn);
  return pool;
}

const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource = operation("TagResource", ({ ResourceArn, Tags }, context) => {
  const pool = requireTaggedPool(context, ResourceArn);
  const reserved = Object.keys(Tags).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) throw tagReserved(reserved);
  const UserPoolTags = { ...pool.settings.UserPoolTags, ...Tags };
  if (Object.keys(UserPoolTags).length > MAX_TAGS) throw tooManyTags();
  context.pools.update(pool, { settings: { ...pool.settings, UserPoolTags } });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource = operation("UntagResource", ({ ResourceArn, TagKeys }, context) => {
  const pool = requireTaggedPool(context, ResourceArn);
  const UserPoolTags = Object.fromEntries(
    Object.entries(pool.settings.UserPoolTags).filter(([key]) => !TagKeys.includes(key)),
  );
  context.pools.update(pool, { settings: { ...pool.settings, UserPoolTags } });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation("ListTagsForResource", ({ ResourceArn }, context) => ({
  Tags: requireTaggedPool(context, ResourceArn).settings.UserPoolTags,
}));
