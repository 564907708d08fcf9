import { operation } from "../../operation.ts";
import { describeUser } from "./describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = operation("AdminGetUser", (input, { pools, users }) => {
  const user = users.require(pools.require(input.UserPoolId), input.Username);
  const { Attributes, ...description } = describeUser(user);
  return { ...description, Username: user.username, UserAttributes: Attributes };
});
