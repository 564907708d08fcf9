import { fromAttributeList } from "../../attributes/attribute-list.ts";
import { changeAttributes } from "../../attributes/check-attributes.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = operation("AdminUpdateUserAttributes", (input, { pools, users }) => {
  const pool = pools.require(input.UserPoolId);
  const user = users.require(pool, input.Username);
  const changes = fromAttributeList(input.UserAttributes);
  users.update(pool, user, { attributes: changeAttributes(pool.settings, user.attributes, changes) });
  return {};
});
