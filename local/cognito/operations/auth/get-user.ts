import { listUserAttributes } from "../../attributes/attribute-list.ts";
import { readableAttributes } from "../../attributes/client-access.ts";
import { operation } from "../../operation.ts";
import { describeMfa } from "../mfa/describe-mfa.ts";

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
