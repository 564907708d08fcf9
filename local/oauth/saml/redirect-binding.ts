/** Messages to a provider by the HTTP-Redirect binding: saml-bindings-2.0-os §3.4. */
import { type KeyObject, randomBytes, sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { NAMESPACES } from "../../cognito/saml/read-xml.ts";

const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/** An id that can't be guessed, and an xs:ID: it begins with a letter or an underscore. */
export const newMessageId = (): string => `_${randomBytes(20).toString("hex")}`;

/** The entity id of a pool. */
export const entityIdOf = (poolId: string): string => `urn:amazon:cognito:sp:${poolId}`;

const escapeXml = (text: string): string =>
  text.replace(/[<>&"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

const render = (name: string, attributes: Readonly<Record<string, string>>, content: string): string => {
  const rendered = Object.entries(attributes).map(
    ([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`,
  );
  return `<${name}${rendered.join("")}>${content}</${name}>`;
};

interface MessageHead {
  readonly id: string;
  readonly poolId: string;
  readonly destination: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const headOf = ({ id, destination, now }: MessageHead) => ({
  "xmlns:saml2p": NAMESPACES.protocol,
  Destination: destination,
  ID: id,
  IssueInstant: new Date(now).toISOString(),
  Version: "2.0",
});

const issuerOf = ({ poolId }: MessageHead): string =>
  render("saml2:Issuer", { "xmlns:saml2": NAMESPACES.assertion }, escapeXml(entityIdOf(poolId)));

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Asks a provider to authenticate the user (saml-core-2.0-os §3.4.1). */
export function authnRequest(
  head: MessageHead,
  { assertionConsumer, isForced }: { readonly assertionConsumer: string; readonly isForced: boolean },
): string {
  const attributes = {
    ...headOf(head),
    AssertionConsumerServiceURL: assertionConsumer,
    ProtocolBinding: HTTP_POST,
    ...(isForced && { ForceAuthn: "true" }),
  };
  return XML_DECLARATION + render("saml2p:AuthnRequest", attributes, issuerOf(head));
}

/** Asks a provider to end the user's session (saml-core-2.0-os §3.7.1). */
export function logoutRequest(
  head: MessageHead,
  session: {
    readonly nameId: string;
    readonly nameIdFormat: string | null;
    readonly sessionIndex: string | null;
  },
): string {
  const format = session.nameIdFormat === null ? {} : { Format: session.nameIdFormat };
  const nameId = render(
    "saml2:NameID",
    { "xmlns:saml2": NAMESPACES.assertion, ...format },
    escapeXml(session.nameId),
  );
  const index =
    session.sessionIndex === null ? "" : render("saml2p:SessionIndex", {}, escapeXml(session.sessionIndex));
  return XML_DECLARATION + render("saml2p:LogoutRequest", headOf(head), issuerOf(head) + nameId + index);
}

/**
 * @param key signs it; `null` leaves it unsigned
 * @returns the URL that carries the message to the provider
 */
export function redirectUrl(
  location: string,
  {
    message,
    relayState,
    key,
  }: { readonly message: string; readonly relayState: string; readonly key: KeyObject | null },
): string {
  const parameters = [
    ["SAMLRequest", deflateRawSync(message).toString("base64")],
    ["RelayState", relayState],
    ...(key === null ? [] : [["SigAlg", RSA_SHA256]]),
  ];
  // The signature covers the encoded query, so it is encoded only once (§3.4.4.1).
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&");
  const signature =
    key === null
      ? ""
      : `&Signature=${encodeURIComponent(sign("sha256", Buffer.from(query), key).toString("base64"))}`;
  return `${location}${location.includes("?") ? "&" : "?"}${query}${signature}`;
}
