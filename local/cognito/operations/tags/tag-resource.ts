import { tagReserved, tooManyTags } from "../../errors/resource-errors.ts";
import { operation } from "../../operation.ts";
import { requireTaggedPool } from "./require-tagged-pool.ts";

const MOST_TAGS = 50;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource = operation("TagResource", ({ ResourceArn, Tags }, context) => {
  const pool = requireTaggedPool(context, ResourceArn);
  const reserved = Object.keys(Tags).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) {
    throw tagReserved(reserved);
  }
  const UserPoolTags = { ...pool.settings.UserPoolTags, ...Tags };
  if (Object.keys(UserPoolTags).length > MOST_TAGS) {
    throw tooManyTags();
  }
  context.pools.update(pool, { settings: { ...pool.settings, UserPoolTags } });
  return {};
});
