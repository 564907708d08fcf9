/**
 * A SAML provider's metadata: saml-metadata-2.0-os §2.3, §2.4.3. Sign-ins trust it: responses are verified only with these
 * certificates.
 */
import { X509Certificate } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import { isProviderUrl } from "../domain/provider-url.ts";
import { childrenOf, is, onlyChild, readXml, textOf, UnreadableXml } from "./read-xml.ts";

const HTTP_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/** Characters of a certificate (cognito-user-pools-saml-idp-things-to-know). */
const MAX_CERTIFICATE_LENGTH = 4096;

export interface SamlMetadata {
  /** The issuer of the provider's responses. */
  readonly entityId: string;
  /** Where a sign-in begins, by HTTP-Redirect. */
  readonly signOnUrl: string;
  /** Where a sign-out goes, by HTTP-Redirect; `null` if the provider has none. */
  readonly signOutUrl: string | null;
  /** Base64 of DER; any of them may have signed. */
  readonly certificates: readonly string[];
  /** Milliseconds since the Unix epoch; `null` where it does not expire. */
  readonly validUntil: number | null;
}

/** The metadata can't be used; the message says why. */
export class InvalidMetadata extends Error {
  override readonly name = "InvalidMetadata";
}

/**
 * @param now milliseconds since the Unix epoch
 * @throws InvalidMetadata
 */
export async function parseMetadata(xml: string, now: number): Promise<SamlMetadata> {
  const root = await readRoot(xml);
  const provider = onlyChild(root, "metadata", "IDPSSODescriptor");
  const entityId = root.getAttribute("entityID") ?? "";
  if (entityId === "") throw new InvalidMetadata("there is no entityID");
  if (provider === null) throw new InvalidMetadata("there is not exactly one IDPSSODescriptor");
  const signOnUrl = endpointOf(provider, "SingleSignOnService");
  if (signOnUrl === null) {
    throw new InvalidMetadata("there is no SingleSignOnService with the HTTP-Redirect binding");
  }
  const validUntil = timeOf(root.getAttribute("validUntil"));
  if (validUntil !== null && validUntil <= now) throw new InvalidMetadata("it has expired");
  return {
    entityId,
    signOnUrl,
    signOutUrl: endpointOf(provider, "SingleLogoutService"),
    certificates: certificatesOf(provider),
    validUntil,
  };
}

/** When the certificate ends, in milliseconds since the Unix epoch. */
export const certificateExpiry = (certificate: string): number =>
  new X509Certificate(Buffer.from(certificate, "base64")).validToDate.getTime();

async function readRoot(xml: string): Promise<Element> {
  try {
    const root = await readXml(xml, { comments: "accepted" });
    if (is(root, "metadata", "EntityDescriptor")) return root;
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    throw new InvalidMetadata(error.message);
  }
  throw new InvalidMetadata("it is not an EntityDescriptor");
}

function timeOf(instant: string | null): number | null {
  if (instant === null) return null;
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new InvalidMetadata("validUntil is not a time");
  return time;
}

function endpointOf(provider: Element, name: string): string | null {
  const endpoint = childrenOf(provider, "metadata", name).find(
    (candidate) => candidate.getAttribute("Binding") === HTTP_REDIRECT,
  );
  if (endpoint === undefined) return null;
  const location = endpoint.getAttribute("Location") ?? "";
  if (!isProviderUrl(location)) throw new InvalidMetadata(`the Location of ${name} is not an HTTPS URL`);
  return location;
}

/** Those for signatures: a KeyDescriptor without a use is for both (§2.4.1.1). */
function certificatesOf(provider: Element): readonly string[] {
  const certificates = childrenOf(provider, "metadata", "KeyDescriptor")
    .filter((key) => key.getAttribute("use") !== "encryption")
    .flatMap((key) => childrenOf(key, "signature", "KeyInfo"))
    .flatMap((info) => childrenOf(info, "signature", "X509Data"))
    .flatMap((data) => childrenOf(data, "signature", "X509Certificate"))
    .map((certificate) => textOf(certificate).replace(/\s/g, ""));
  if (certificates.length === 0) throw new InvalidMetadata("there is no certificate for signatures");
  certificates.forEach(checkCertificate);
  return certificates;
}

function checkCertificate(certificate: string): void {
  if (certificate.length > MAX_CERTIFICATE_LENGTH) {
    throw new InvalidMetadata(`a certificate is longer than ${MAX_CERTIFICATE_LENGTH} characters`);
  }
  try {
    certificateExpiry(certificate);
  } catch {
    throw new InvalidMetadata("a certificate can't be read");
  }
}
