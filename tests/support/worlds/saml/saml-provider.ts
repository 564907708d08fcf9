/** A SAML provider that a test scripts: it signs with xml-crypto, and says whatever it is told to. */
import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from "node:crypto";
import { SignedXml } from "xml-crypto";
import { createSelfSignedCertificate } from "../../../../local/x509/create-certificate.ts";
import { takeKeyPair } from "../../test-key-pairs.ts";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

export const ENTITY_ID = "https://idp.example/metadata";
export const SIGN_ON_URL = "https://idp.example/sso/saml";
export const SIGN_OUT_URL = "https://idp.example/slo/saml";

/** What a response says; `null` leaves it out. */
export interface ResponseScript {
  readonly now: number;
  readonly responseId: string;
  readonly assertionId: string;
  readonly destination: string | null;
  readonly recipient: string | null;
  readonly audience: string | null;
  readonly inResponseTo: string | null;
  readonly confirmedInResponseTo: string | null;
  readonly responseIssuer: string | null;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly notBefore: number | null;
  readonly notOnOrAfter: number | null;
  readonly confirmedUntil: number | null;
  readonly confirmationMethod: string;
  readonly status: string;
  /** XML. */
  readonly nameId: string;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: number | null;
  /** XML of further conditions. */
  readonly conditions: string;
  /** XML values, by name. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const attributeOf = (name: string, value: string | number | null): string => {
  if (value === null) return "";
  return ` ${name}="${typeof value === "number" ? new Date(value).toISOString() : value}"`;
};

export function renderAssertion(script: ResponseScript): string {
  const { audience, conditions, attributes } = script;
  const restriction =
    audience === null
      ? ""
      : `<saml2:AudienceRestriction><saml2:Audience>${audience}</saml2:Audience></saml2:AudienceRestriction>`;
  const statements = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml2:Attribute Name="${name}">${values
        .map((value) => `<saml2:AttributeValue>${value}</saml2:AttributeValue>`)
        .join("")}</saml2:Attribute>`,
  );
  return [
    `<saml2:Assertion xmlns:saml2="${ASSERTION}" ID="${script.assertionId}" Version="2.0"${attributeOf("IssueInstant", script.issuedAt)}>`,
    `<saml2:Issuer>${script.issuer}</saml2:Issuer>`,
    `<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${script.nameId}</saml2:NameID>`,
    `<saml2:SubjectConfirmation Method="${script.confirmationMethod}"><saml2:SubjectConfirmationData`,
    attributeOf("InResponseTo", script.confirmedInResponseTo),
    attributeOf("NotOnOrAfter", script.confirmedUntil),
    attributeOf("Recipient", script.recipient),
    "/></saml2:SubjectConfirmation></saml2:Subject>",
    `<saml2:Conditions${attributeOf("NotBefore", script.notBefore)}${attributeOf("NotOnOrAfter", script.notOnOrAfter)}>${restriction}${conditions}</saml2:Conditions>`,
    `<saml2:AuthnStatement${attributeOf("AuthnInstant", script.issuedAt)}${attributeOf("SessionIndex", script.sessionIndex)}${attributeOf("SessionNotOnOrAfter", script.sessionNotOnOrAfter)}>`,
    "<saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>",
    `<saml2:AttributeStatement>${statements.join("")}</saml2:AttributeStatement></saml2:Assertion>`,
  ].join("");
}

/** @param content XML of what is in the response: its assertions */
export function renderResponse(script: ResponseScript, content: string, before = ""): string {
  const issuer =
    script.responseIssuer === null
      ? ""
      : `<saml2:Issuer xmlns:saml2="${ASSERTION}">${script.responseIssuer}</saml2:Issuer>`;
  return [
    `<saml2p:Response xmlns:saml2p="${PROTOCOL}" ID="${script.responseId}" Version="2.0"${attributeOf("IssueInstant", script.now)}`,
    attributeOf("Destination", script.destination),
    attributeOf("InResponseTo", script.inResponseTo),
    `>${issuer}${before}<saml2p:Status><saml2p:StatusCode Value="${script.status}"/></saml2p:Status>${content}</saml2p:Response>`,
  ].join("");
}

export interface Signing {
  readonly key?: KeyObject;
  readonly certificate?: string;
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
}

export interface SamlProvider {
  readonly certificate: string;
  readonly privateKey: KeyObject;
  metadata(options?: {
    readonly certificates?: readonly string[];
    readonly signOutUrl?: string | null;
    readonly validUntil?: number;
  }): string;
  /** Signs the element of that name. */
  sign(xml: string, element: "Assertion" | "Response" | "LogoutResponse", signing?: Signing): string;
}

/** @param now milliseconds since the Unix epoch: the certificate is good from then on */
export async function createSamlProvider(now: number): Promise<SamlProvider> {
  const { privateKey, publicKey } = await takeKeyPair();
  const certificate = createSelfSignedCertificate({
    commonName: "idp.example",
    privateKey,
    publicKey,
    notBefore: now,
    notAfter: now + 365 * 24 * 60 * 60 * 1000,
  }).toString("base64");

  return {
    certificate,
    privateKey,
    metadata({ certificates = [certificate], signOutUrl = SIGN_OUT_URL, validUntil } = {}) {
      const keys = certificates.map(
        (each) =>
          `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${each}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
      );
      const redirect = 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"';
      const signOut =
        signOutUrl === null ? "" : `<md:SingleLogoutService ${redirect} Location="${signOutUrl}"/>`;
      return [
        `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY_ID}"${attributeOf("validUntil", validUntil ?? null)}>`,
        `<md:IDPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">${keys.join("")}${signOut}`,
        `<md:SingleSignOnService ${redirect} Location="${SIGN_ON_URL}"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
      ].join("");
    },
    sign(xml, element, signing = {}) {
      const {
        key = privateKey,
        certificate: published = certificate,
        signatureAlgorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        digestAlgorithm = "http://www.w3.org/2001/04/xmlenc#sha256",
      } = signing;
      const signer = new SignedXml({
        privateKey: key.export({ type: "pkcs8", format: "pem" }),
        publicCert: `-----BEGIN CERTIFICATE-----\n${published}\n-----END CERTIFICATE-----`,
        signatureAlgorithm,
        canonicalizationAlgorithm: EXCLUSIVE,
      });
      const xpath = `//*[local-name(.)='${element}']`;
      signer.addReference({ xpath, transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm });
      signer.computeSignature(xml, {
        prefix: "ds",
        location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: "after" },
      });
      return signer.getSignedXml();
    },
  };
}

/** What an honest provider says. */
export function honestScript(
  {
    now,
    poolId,
    recipient,
    requestId,
  }: {
    readonly now: number;
    readonly poolId: string;
    readonly recipient: string;
    /** `null` where the provider begins. */
    readonly requestId: string | null;
  },
  lies: Partial<ResponseScript> = {},
): ResponseScript {
  return {
    now,
    responseId: `_r${randomBytes(16).toString("hex")}`,
    assertionId: `_a${randomBytes(16).toString("hex")}`,
    destination: recipient,
    recipient,
    audience: `urn:amazon:cognito:sp:${poolId}`,
    inResponseTo: requestId,
    confirmedInResponseTo: requestId,
    responseIssuer: ENTITY_ID,
    issuer: ENTITY_ID,
    issuedAt: now,
    notBefore: now,
    notOnOrAfter: now + 5 * 60_000,
    confirmedUntil: now + 5 * 60_000,
    confirmationMethod: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
    status: SUCCESS,
    nameId: "ada",
    sessionIndex: "session-1",
    sessionNotOnOrAfter: null,
    conditions: "",
    attributes: { email: ["ada@example.com"] },
    ...lies,
  };
}

export interface Encryption {
  readonly cipher?: "aes-256-gcm" | "aes-256-cbc";
  readonly keyAlgorithm?: string;
}

/** Encrypts an assertion for the certificate's key. */
export function encryptAssertion(
  assertion: string,
  key: KeyObject,
  {
    cipher = "aes-256-gcm",
    keyAlgorithm = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  }: Encryption = {},
): string {
  const secret = randomBytes(32);
  const encryptedKey = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
    secret,
  );
  const method =
    cipher === "aes-256-gcm"
      ? "http://www.w3.org/2009/xmlenc11#aes256-gcm"
      : "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
  return [
    `<saml2:EncryptedAssertion xmlns:saml2="${ASSERTION}"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">`,
    `<xenc:EncryptionMethod Algorithm="${method}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${keyAlgorithm}"/>`,
    `<xenc:CipherData><xenc:CipherValue>${encryptedKey.toString("base64")}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>`,
    `<xenc:CipherData><xenc:CipherValue>${encrypt(cipher, secret, assertion)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml2:EncryptedAssertion>`,
  ].join("");
}

function encrypt(cipher: "aes-256-gcm" | "aes-256-cbc", secret: Buffer, text: string): string {
  if (cipher === "aes-256-gcm") {
    const iv = randomBytes(12);
    const gcm = createCipheriv(cipher, secret, iv);
    const body = Buffer.concat([gcm.update(text, "utf8"), gcm.final()]);
    return Buffer.concat([iv, body, gcm.getAuthTag()]).toString("base64");
  }
  const iv = randomBytes(16);
  const cbc = createCipheriv(cipher, secret, iv);
  return Buffer.concat([iv, cbc.update(text, "utf8"), cbc.final()]).toString("base64");
}
