import { operation } from "../../operation.ts";
import { continueSignIn } from "../../sign-in/begin-sign-in.ts";

export const adminRespondToAuthChallenge = operation("AdminRespondToAuthChallenge", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  return continueSignIn(context, client, input, input.ContextData);
});
