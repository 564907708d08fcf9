import { passkeyNotFound } from "../../errors/passkey-errors.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const deleteWebAuthnCredential = operation("DeleteWebAuthnCredential", (input, context) => {
  const passkey = context.passkeys.find(context.caller.user, input.CredentialId);
  if (passkey === null) {
    throw passkeyNotFound();
  }
  context.passkeys.delete(passkey);
  return {};
});
