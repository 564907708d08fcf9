/**
 * Signatures of requests: a pool always signs logout requests, and AuthnRequests if the provider has a
 * `RequestSigningAlgorithm`. GetSigningCertificate returns its certificate.
 */
import { verify, X509Certificate } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import { SignedXml } from "xml-crypto";
import { childrenOf, parseXml, SamlProblem, SIGNATURE } from "./saml-xml.ts";

/** The certificate of an issuer's pool, in Base64; `null` for an unknown pool. */
export type CertificateOf = (issuer: string) => Promise<string | null>;

const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

/** @throws SamlProblem */
async function loadCertificate(issuer: string, certificateOf: CertificateOf): Promise<X509Certificate> {
  const certificate = await certificateOf(issuer);
  if (certificate === null) {
    throw new SamlProblem("The message is signed, and its issuer is not a user pool here.");
  }
  return new X509Certificate(Buffer.from(certificate, "base64"));
}

/** Whether a message has an enveloped signature. */
export const isSigned = (root: Element): boolean => childrenOf(root, SIGNATURE, "Signature").length > 0;

/**
 * Verifies an enveloped signature and returns the signed message: only this may be read.
 *
 * @throws SamlProblem
 */
export async function readSigned(
  xml: string,
  issuer: string,
  certificateOf: CertificateOf,
): Promise<Element> {
  const certificate = await loadCertificate(issuer, certificateOf);
  const root = parseXml(xml);
  const signatures = childrenOf(root, SIGNATURE, "Signature");
  const [signature] = signatures;
  if (signature === undefined || signatures.length > 1) throw new SamlProblem("There must be one signature.");
  const signed = new SignedXml({ publicCert: certificate.toString(), getCertFromKeyInfo: () => null });
  const [content, ...others] = check(signed, signature, xml) ? signed.getSignedReferences() : [];
  const isSafe =
    signed.signatureAlgorithm === RSA_SHA256 &&
    // The signature must cover the message itself, not something inside it (signature wrapping).
    signed
      .getReferences()
      .every(({ digestAlgorithm, uri }) => digestAlgorithm === SHA256 && uri === idReference(root));
  if (content === undefined || others.length > 0 || !isSafe) {
    throw new SamlProblem("The signature is not the pool's.");
  }
  return parseXml(content);
}

const idReference = (root: Element): string => `#${root.getAttribute("ID")}`;

function check(signed: SignedXml, signature: Element, xml: string): boolean {
  try {
    signed.loadSignature(signature as unknown as Parameters<SignedXml["loadSignature"]>[0]);
    return signed.checkSignature(xml);
  } catch {
    return false;
  }
}

/**
 * Verifies the signature of the HTTP-Redirect binding, which covers the original query (saml-bindings-2.0 §3.4.4.1).
 *
 * @throws SamlProblem
 */
export async function checkSignedQuery(
  search: string,
  issuer: string,
  certificateOf: CertificateOf,
): Promise<void> {
  const { publicKey } = await loadCertificate(issuer, certificateOf);
  const pairs = search.replace(/^\?/, "").split("&");
  const raw = (name: string) => pairs.filter((pair) => pair.startsWith(`${name}=`));
  const signed = ["SAMLRequest", "RelayState", "SigAlg"].flatMap(raw);
  const query = new URLSearchParams(search);
  const isOnce = [...new Set(query.keys())].length === pairs.length;
  const isGood =
    isOnce &&
    query.get("SigAlg") === RSA_SHA256 &&
    verify(
      "sha256",
      Buffer.from(signed.join("&")),
      publicKey,
      Buffer.from(query.get("Signature") ?? "", "base64"),
    );
  if (!isGood) throw new SamlProblem("The signature is not the pool's.");
}
