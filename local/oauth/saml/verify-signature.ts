/**
 * Verifies the signatures of SAML messages with `@node-saml/node-saml`, and takes from it the signed text alone. What that text
 * says (times, audience, recipient) is checked elsewhere, by the local cloud's clock: node-saml would read the machine's.
 */
import type { KeyObject } from "node:crypto";
import type { Profile, SamlConfig } from "@node-saml/node-saml";
import { InvalidSamlResponse } from "./saml-errors.ts";

interface SignedMessage {
  /** The message as it was inspected. */
  readonly xml: string;
  /** Of the provider's metadata, Base64 of DER: never the one that a message brings along. */
  readonly certificates: readonly string[];
}

const optionsOf = ({ certificates }: SignedMessage): SamlConfig => ({
  idpCert: [...certificates],
  // What follows is demanded by the library, and used by none of the calls below.
  callbackUrl: "https://localhost/saml2/idpresponse",
  issuer: "urn:amazon:cognito:sp",
  audience: false,
});

const encode = (xml: string) => ({ SAMLResponse: Buffer.from(xml).toString("base64") });

/**
 * Verifies every signature that a response has; at least one there must be.
 *
 * @returns the XML of the assertion as it was signed, in its canonical form
 * @throws InvalidSamlResponse
 */
export async function verifyAssertion(
  message: SignedMessage & {
    readonly isResponseSigned: boolean;
    readonly isAssertionSigned: boolean;
    /** For an encrypted assertion. */
    readonly decryptionKey?: KeyObject;
  },
): Promise<string> {
  const { xml, isResponseSigned, isAssertionSigned, decryptionKey } = message;
  const { SAML } = await import("@node-saml/node-saml");
  let verified: string | null = null;

  class SignatureCheck extends SAML {
    /** Called with the signed text once its signature is verified. */
    protected override async processValidlySignedAssertionAsync(assertion: string) {
      verified = assertion;
      return { profile: {} as Profile, loggedOut: false };
    }
  }

  const check = new SignatureCheck({
    ...optionsOf(message),
    wantAuthnResponseSigned: isResponseSigned,
    // Without a signed response node-saml demands a signed assertion by itself.
    wantAssertionsSigned: isAssertionSigned || !isResponseSigned,
    ...(decryptionKey && {
      decryptionPvk: decryptionKey.export({ type: "pkcs8", format: "pem" }).toString(),
    }),
  });
  try {
    await check.validatePostResponseAsync(encode(xml));
  } catch {
    verified = null;
  }
  if (verified !== null) return verified;
  const subject = isResponseSigned && !isAssertionSigned ? "Response" : "Assertion";
  throw new InvalidSamlResponse(`SAML ${subject} signature is invalid.`);
}

/**
 * Verifies the signature over a whole message without an assertion: a LogoutResponse.
 * @throws InvalidSamlResponse
 */
export async function verifyMessage(message: SignedMessage): Promise<void> {
  const { SAML } = await import("@node-saml/node-saml");
  const check = new SAML({ ...optionsOf(message), wantAuthnResponseSigned: true });
  try {
    await check.validatePostResponseAsync(encode(message.xml));
  } catch {
    throw new InvalidSamlResponse("SAML Response signature is invalid.");
  }
}
