import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = operation("DeleteUser", (_input, { caller, users }) => {
  users.delete(caller.user);
  return {};
});
