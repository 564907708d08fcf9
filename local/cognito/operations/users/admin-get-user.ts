import { operation } from "../../operation.ts";
import { describeMfa } from "../mfa/describe-mfa.ts";
import { describeUser } from "./describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = operation("AdminGetUser", (input, context) => {
  const user = context.users.require(context.pools.require(input.UserPoolId), input.Username);
  const { Attributes, ...description } = describeUser(user);
  return {
    ...description,
    Username: user.username,
    UserAttributes: Attributes,
    ...describeMfa(context, user),
  };
});
