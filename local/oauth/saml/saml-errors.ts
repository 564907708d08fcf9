/** Why a SAML response is refused; the message goes to the client, so it says nothing of the provider's text or of keys. */
export class InvalidSamlResponse extends Error {
  override readonly name = "InvalidSamlResponse";
}

/** Cognito's words for a response that it can't relate to a sign-in: shown on the domain's own error page. */
export const UNRELATED_RESPONSE = "Invalid samlResponse or relayState from identity provider";
