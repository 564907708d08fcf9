import {
  CompleteWebAuthnRegistrationCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { PasskeyRequest, PasskeyResponse } from "../../libs/schemas/passkeys.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnAccountScope, checkOwnFactors, loadOwnUser } from "./load-own-user.ts";
import { loadPasskeyName } from "./load-passkey-name.ts";
import { alertSelf, occurrence, recordOwn } from "./own-activity.ts";

/** JSON in, JSON out: the SDK's type for Smithy documents does not accept parsed JSON. */
type Document = NonNullable<CompleteWebAuthnRegistrationCommand["input"]["Credential"]>;

/**
 * Registers a passkey in two steps: begins without a credential, completes with the browser's answer. The owner gets a mail: a
 * passkey outlives a new password.
 */
export const registerPasskey = route({
  operation: "registerPasskey",
  summary: "Begin to register a passkey, or complete it with the browser's answer",
  errors: [
    "passkey_refused",
    "factor_not_available",
    "invalid_parameter",
    "federated_account",
    ...OWNER_ERRORS,
  ],
  method: "POST",
  path: "/v1/me/passkeys",
  scope: "api/profile",
  assurance: "recent",
  body: PasskeyRequest,
  response: PasskeyResponse,
  run: async ({ body: { credential }, principal, accessToken, from }) => {
    checkOwnFactors(principal);
    checkOwnAccountScope(principal);
    if (credential === undefined) {
      const { CredentialCreationOptions } = await callAsOwner(
        new StartWebAuthnRegistrationCommand({ AccessToken: accessToken }),
      );
      return { options: { ...(CredentialCreationOptions as Record<string, unknown>) } };
    }
    const user = await loadOwnUser(principal, accessToken);
    await callAsOwner(
      new CompleteWebAuthnRegistrationCommand({
        AccessToken: accessToken,
        Credential: credential as unknown as Document,
      }),
    );
    const passkey = await loadPasskeyName(principal.sub, accessToken, credential.id);
    await Promise.all([
      recordOwn("passkey_added", { principal, from }),
      alertSelf("passkeyAdded", user, { ...occurrence(from), passkey }),
    ]);
    return { registered: true as const };
  },
});
