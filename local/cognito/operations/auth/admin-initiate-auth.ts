import { operation } from "../../operation.ts";
import { beginSignIn } from "../../sign-in/begin-sign-in.ts";

export const adminInitiateAuth = operation("AdminInitiateAuth", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  return beginSignIn(context, client, "admin", input, input.ContextData);
});
