/** Signing in, by clients and by administrators, and the signed-in user. */
import { listUserAttributes } from "../attributes/attribute-list.ts";
import { readableAttributes } from "../attributes/client-access.ts";
import { operation } from "../operation.ts";
import { beginSignIn, continueSignIn } from "../sign-in/begin-sign-in.ts";
import { describeMfa } from "./mfa-preferences.ts";

export const initiateAuth = operation("InitiateAuth", (input, context) =>
  beginSignIn(context, context.clients.require(input.ClientId), "public", input, input.UserContextData),
);

export const respondToAuthChallenge = operation("RespondToAuthChallenge", (input, context) =>
  continueSignIn(context, context.clients.require(input.ClientId), input, input.UserContextData),
);

export const adminInitiateAuth = operation("AdminInitiateAuth", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  return beginSignIn(context, client, "admin", input, input.ContextData);
});

export const adminRespondToAuthChallenge = operation("AdminRespondToAuthChallenge", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  return continueSignIn(context, client, input, input.ContextData);
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = operation("GetUser", (_input, context) => {
  const { client, user } = context.caller;
  return {
    Username: user.username,
    UserAttributes: listUserAttributes({
      sub: user.sub,
      attributes: readableAttributes(client, user.attributes),
    }),
    ...describeMfa(context, user),
  };
});
