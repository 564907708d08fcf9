import { deleteAttributes } from "../../attributes/check-attributes.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = operation("AdminDeleteUserAttributes", (input, { pools, users }) => {
  const pool = pools.require(input.UserPoolId);
  const user = users.require(pool, input.Username);
  const attributes = deleteAttributes(pool.settings, user.attributes, input.UserAttributeNames);
  users.update(pool, user, { attributes });
  return {};
});
