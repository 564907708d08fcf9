import { operation } from "../../operation.ts";
import { beginSignIn } from "../../sign-in/begin-sign-in.ts";

export const initiateAuth = operation("InitiateAuth", (input, context) =>
  beginSignIn(context, context.clients.require(input.ClientId), "public", input, input.UserContextData),
);
