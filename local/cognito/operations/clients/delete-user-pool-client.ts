import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = operation("DeleteUserPoolClient", (input, { pools, clients }) => {
  clients.delete(clients.require(input.ClientId, pools.require(input.UserPoolId)));
  return {};
});
