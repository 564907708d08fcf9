import { SignedXml } from "xml-crypto";
import type { SamlIdentity } from "./saml-identity.ts";

const EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

/**
 * Signs one element of a document with an enveloped signature: rsa-sha256, exclusive canonicalization (saml-core-2.0 §5.4).
 *
 * @param name its local name; it has an `ID` and an `Issuer`, and the signature follows the issuer
 */
export function signElement(
  xml: string,
  name: "Assertion" | "Response" | "LogoutResponse",
  identity: SamlIdentity,
): string {
  const xpath = `//*[local-name(.)='${name}']`;
  const signer = new SignedXml({
    idAttribute: "ID",
    privateKey: identity.privateKey.export({ type: "pkcs8", format: "pem" }),
    publicCert: identity.certificatePem,
    getKeyInfoContent: SignedXml.getKeyInfoContent,
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  });
  signer.addReference({
    xpath,
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
    transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE_C14N],
  });
  signer.computeSignature(xml, {
    prefix: "ds",
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: "after" },
  });
  return signer.getSignedXml();
}
