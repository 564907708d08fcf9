import { DeleteWebAuthnCredentialCommand } from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { PasskeyParams } from "../../libs/schemas/passkeys.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { loadPasskeyName } from "./load-passkey-name.ts";
import { alertSelf, occurrence, recordOwn, table } from "./own-activity.ts";

/** Removes one of the caller's passkeys, and tells the owner. */
export const deletePasskey = route({
  operation: "deletePasskey",
  summary: "Remove one of your passkeys",
  errors: ["not_found", ...OWNER_ERRORS],
  method: "DELETE",
  path: "/v1/me/passkeys/{id}",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: PasskeyParams,
  response: Nothing,
  run: async ({ params: { id }, principal, accessToken, from }) => {
    const user = await loadOwnUser(principal, accessToken);
    const passkey = await loadPasskeyName(principal.sub, accessToken, id);
    await callAsOwner(new DeleteWebAuthnCredentialCommand({ AccessToken: accessToken, CredentialId: id }), {
      ResourceNotFoundException: "not_found",
    });
    await Promise.all([
      factorNames(table()).forgetPasskey(principal.sub, id),
      recordOwn("passkey_removed", { principal, from }),
      alertSelf("passkeyRemoved", user, { ...occurrence(from), passkey }),
    ]);
    return undefined;
  },
});
