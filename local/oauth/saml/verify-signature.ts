/**
 * Verifies the signatures of SAML messages with `@node-saml/node-saml`, and uses only the signed text from it. The content
 * (times, audience, recipient) is checked elsewhere, by the local cloud's clock: node-saml would use the machine's.
 */
import type { KeyObject } from "node:crypto";
import type { Profile, SamlConfig } from "@node-saml/node-saml";
import { InvalidSamlResponse } from "./saml-errors.ts";

interface SignedMessage {
  /** The message whose structure was checked. */
  readonly xml: string;
  /** From the provider's metadata, Base64 of DER: never one from the message itself. */
  readonly certificates: readonly string[];
}

const optionsOf = ({ certificates }: SignedMessage): SamlConfig => ({
  idpCert: [...certificates],
  // The library requires these options; the calls below do not use them.
  callbackUrl: "https://localhost/saml2/idpresponse",
  issuer: "urn:amazon:cognito:sp",
  audience: false,
});

const encode = (xml: string) => ({ SAMLResponse: Buffer.from(xml).toString("base64") });

/**
 * Verifies every signature of a response; there must be at least one.
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
    // Without a signed response, node-saml itself requires a signed assertion.
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
