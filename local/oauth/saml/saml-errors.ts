/** Why a SAML response is refused. The message goes to the client, so it does not contain the provider's text or keys. */
export class InvalidSamlResponse extends Error {
  override readonly name = "InvalidSamlResponse";
}

/** Cognito's message for a response without a sign-in, shown on the domain's own error page. */
export const UNRELATED_RESPONSE = "Invalid samlResponse or relayState from identity provider";
