import { operation } from "../../operation.ts";
import { requireTaggedPool } from "./require-tagged-pool.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation("ListTagsForResource", ({ ResourceArn }, context) => ({
  Tags: requireTaggedPool(context, ResourceArn).settings.UserPoolTags,
}));
