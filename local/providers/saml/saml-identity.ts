import type { KeyObject } from "node:crypto";
import { createSelfSignedCertificate } from "../../x509/create-certificate.ts";
import type { SigningKey } from "../stand-in-state.ts";
import { NAME_ID_FORMATS } from "./read-request.ts";
import { escapeXml } from "./saml-xml.ts";

/** The identity provider: its addresses and its key. */
export interface SamlIdentity {
  /** Also where its metadata is. */
  readonly entityId: string;
  readonly signOnUrl: string;
  readonly logoutUrl: string;
  readonly privateKey: KeyObject;
  /** DER in Base64, as metadata has it. */
  readonly certificate: string;
  readonly certificatePem: string;
}

const TEN_YEARS = 10 * 365 * 24 * 60 * 60 * 1000;

export function createSamlIdentity(
  baseUrl: string,
  { privateKey, publicKey, createdAt }: SigningKey,
): SamlIdentity {
  const certificate = createSelfSignedCertificate({
    commonName: "Stand-in for a SAML provider",
    privateKey,
    publicKey,
    notBefore: createdAt,
    notAfter: createdAt + TEN_YEARS,
  }).toString("base64");
  return {
    entityId: `${baseUrl}/metadata`,
    signOnUrl: `${baseUrl}/sso`,
    logoutUrl: `${baseUrl}/slo`,
    privateKey,
    certificate,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}

const BINDING = "urn:oasis:names:tc:SAML:2.0:bindings";

/** The metadata at `MetadataURL` (saml-metadata-2.0 §2.4.3). */
export function renderMetadata({ entityId, signOnUrl, logoutUrl, certificate }: SamlIdentity): string {
  const [signOn, logout] = [escapeXml(signOnUrl), escapeXml(logoutUrl)];
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escapeXml(entityId)}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="${BINDING}:HTTP-Redirect" Location="${logout}"/>
    <md:SingleLogoutService Binding="${BINDING}:HTTP-POST" Location="${logout}"/>
    <md:NameIDFormat>${NAME_ID_FORMATS.persistent}</md:NameIDFormat>
    <md:NameIDFormat>${NAME_ID_FORMATS.email}</md:NameIDFormat>
    <md:SingleSignOnService Binding="${BINDING}:HTTP-Redirect" Location="${signOn}"/>
    <md:SingleSignOnService Binding="${BINDING}:HTTP-POST" Location="${signOn}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}
