import { operation } from "../../operation.ts";
import { continueSignIn } from "../../sign-in/begin-sign-in.ts";

export const respondToAuthChallenge = operation("RespondToAuthChallenge", (input, context) =>
  continueSignIn(context, context.clients.require(input.ClientId), input, input.UserContextData),
);
