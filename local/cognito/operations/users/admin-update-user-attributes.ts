import { fromAttributeList } from "../../attributes/attribute-list.ts";
import { operation } from "../../operation.ts";
import { updateAttributes } from "../../verification/attribute-codes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = operation("AdminUpdateUserAttributes", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  const changes = fromAttributeList(input.UserAttributes);
  const clientMetadata = input.ClientMetadata ?? {};
  await updateAttributes(context, { pool, user, client: null, changes, clientMetadata });
  return {};
});
