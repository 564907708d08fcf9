import { checkClientMayWrite } from "../../attributes/client-access.ts";
import { operation } from "../../operation.ts";
import { removeAttributes } from "./remove-attributes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = operation("DeleteUserAttributes", ({ UserAttributeNames }, context) => {
  const { client, pool, user } = context.caller;
  checkClientMayWrite(pool.settings, client, UserAttributeNames);
  removeAttributes(context, pool, user, UserAttributeNames);
  return {};
});
