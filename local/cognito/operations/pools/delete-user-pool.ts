import { deletionProtected, domainStillThere } from "../../errors/resource-errors.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool = operation("DeleteUserPool", (input, { pools, clients, documents }) => {
  const pool = pools.require(input.UserPoolId);
  if (pool.settings.DeletionProtection === "ACTIVE") {
    throw deletionProtected();
  }
  if (documents.all(pool, "domain").length > 0) {
    throw domainStillThere();
  }
  pools.delete(pool);
  clients.forgetPool(pool);
  return {};
});
