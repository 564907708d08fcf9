import { operation } from "../../operation.ts";
import { removeAttributes } from "../attributes/remove-attributes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = operation("AdminDeleteUserAttributes", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  removeAttributes(context, pool, user, input.UserAttributeNames);
  return {};
});
