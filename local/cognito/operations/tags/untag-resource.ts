import { operation } from "../../operation.ts";
import { requireTaggedPool } from "./require-tagged-pool.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource = operation("UntagResource", ({ ResourceArn, TagKeys }, context) => {
  const pool = requireTaggedPool(context, ResourceArn);
  const UserPoolTags = Object.fromEntries(
    Object.entries(pool.settings.UserPoolTags).filter(([key]) => !TagKeys.includes(key)),
  );
  context.pools.update(pool, { settings: { ...pool.settings, UserPoolTags } });
  return {};
});
