import { DeleteWebAuthnCredentialCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { PasskeyParams } from "../../libs/schemas/passkeys.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";
import { recordOwn } from "./own-activity.ts";

/** Removes one of the own passkeys. */
export const deletePasskey = route({
  operation: "deletePasskey",
  summary: "Remove one of the own passkeys",
  errors: ["not_found", "account_unavailable"],
  method: "DELETE",
  path: "/v1/me/passkeys/{id}",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: PasskeyParams,
  response: Nothing,
  run: async ({ params: { id }, principal, accessToken, from }) => {
    checkOwnAccountScope(principal);
    await callCognito(new DeleteWebAuthnCredentialCommand({ AccessToken: accessToken, CredentialId: id }), {
      ResourceNotFoundException: "not_found",
    });
    await recordOwn("passkey_removed", { principal, from });
    return undefined;
  },
});
