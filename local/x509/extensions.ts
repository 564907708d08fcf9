/**
 * Extensions of X.509 certificates (RFC 5280 §4.2.1), those that a server's certificate and its authority's have.
 */
import { createHash, type KeyObject } from "node:crypto";
import { bitString, der, integer, objectIdentifier, octetString, sequence, TRUE } from "./der.ts";

/** Context-specific tags of GeneralName (§4.2.1.6). */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const CONSTRUCTED_0 = 0xa0;
const PRIMITIVE_0 = 0x80;

function extension(identifier: string, value: Buffer, { isCritical }: { isCritical: boolean }): Buffer {
  return sequence(objectIdentifier(identifier), ...(isCritical ? [TRUE] : []), octetString(value));
}

/** §4.2.1.9: an authority that certifies servers and no other authority. */
export const authorityOfServers = (): Buffer =>
  extension("2.5.29.19", sequence(TRUE, integer(Buffer.from([0]))), { isCritical: true });

/** §4.2.1.9: not an authority. */
export const noAuthority = (): Buffer => extension("2.5.29.19", sequence(), { isCritical: true });

/** §4.2.1.3: keyCertSign and cRLSign. */
export const signsCertificates = (): Buffer =>
  extension("2.5.29.15", bitString(Buffer.from([0b0000_0110]), 1), { isCritical: true });

/** §4.2.1.3: digitalSignature, which is all that a TLS handshake with an elliptic curve takes. */
export const signsHandshakes = (): Buffer =>
  extension("2.5.29.15", bitString(Buffer.from([0b1000_0000]), 7), { isCritical: true });

/** §4.2.1.12: id-kp-serverAuth alone; in an authority it holds for all that it signs. */
export const authenticatesServers = (): Buffer =>
  extension("2.5.29.37", sequence(objectIdentifier("1.3.6.1.5.5.7.3.1")), { isCritical: false });

/** What a certificate, or a limit of an authority's, is about. */
export interface Names {
  readonly domains: readonly string[];
  /** Four bytes or sixteen; as many again for the mask where it is a network. */
  readonly addresses: readonly Buffer[];
}

const generalNames = ({ domains, addresses }: Names): readonly Buffer[] => [
  ...domains.map((domain) => der(DNS_NAME, Buffer.from(domain))),
  ...addresses.map((address) => der(IP_ADDRESS, address)),
];

/** §4.2.1.6 */
export const alternativeNames = (names: Names): Buffer =>
  extension("2.5.29.17", sequence(...generalNames(names)), { isCritical: false });

/** §4.2.1.10: certificates below count for these networks, and for these domains with what is under them, alone. */
export function onlyFor(names: Names): Buffer {
  const permitted = der(CONSTRUCTED_0, ...generalNames(names).map((name) => sequence(name)));
  return extension("2.5.29.30", sequence(permitted), { isCritical: true });
}

/** §4.2.1.2: which key the certificate is for. */
export const subjectKey = (key: KeyObject): Buffer =>
  extension("2.5.29.14", octetString(identifierOf(key)), { isCritical: false });

/** §4.2.1.1: which key it is signed with. */
export const issuerKey = (key: KeyObject): Buffer =>
  extension("2.5.29.35", sequence(der(PRIMITIVE_0, identifierOf(key))), { isCritical: false });

/** 160 bits of a hash of the key, which are any that tell keys apart (RFC 7093 §2). */
function identifierOf(publicKey: KeyObject): Buffer {
  const key = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest().subarray(0, 20);
}
