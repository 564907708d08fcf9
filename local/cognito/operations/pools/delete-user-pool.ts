import { deletionProtected } from "../../errors/resource-errors.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool = operation("DeleteUserPool", (input, { pools, clients }) => {
  const pool = pools.require(input.UserPoolId);
  if (pool.settings.DeletionProtection === "ACTIVE") {
    throw deletionProtected();
  }
  pools.delete(pool);
  clients.forgetPool(pool);
  return {};
});
