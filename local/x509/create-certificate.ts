/**
 * X.509 certificates (RFC 5280 §4.1), version 3.
 */
import { type KeyObject, sign } from "node:crypto";
import {
  bitString,
  der,
  integer,
  NOTHING,
  objectIdentifier,
  sequence,
  set,
  time,
  utf8String,
} from "./der.ts";

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const VERSION_3 = integer(Buffer.from([2]));

const ALGORITHMS: Readonly<Record<string, Buffer>> = {
  // sha256WithRSAEncryption
  rsa: sequence(objectIdentifier("1.2.840.113549.1.1.11"), NOTHING),
  // ecdsa-with-SHA256
  ec: sequence(objectIdentifier("1.2.840.10045.4.3.2")),
};

const COMMON_NAME = objectIdentifier("2.5.4.3");

const nameOf = (commonName: string) => sequence(set(sequence(COMMON_NAME, utf8String(commonName))));

interface Validity {
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface CertificateContent extends Validity {
  /** Common name of the one it is for. */
  readonly subject: string;
  readonly publicKey: KeyObject;
  /** Common name of the one who signs. */
  readonly issuer: string;
  /** RSA, or a key of an elliptic curve. */
  readonly issuerPrivateKey: KeyObject;
  /** Up to 20 bytes; no two certificates of an issuer have the same. */
  readonly serialNumber: Buffer;
  /** See extensions.ts. */
  readonly extensions?: readonly Buffer[];
}

/** @returns DER */
export function createCertificate(content: CertificateContent): Buffer {
  const { issuerPrivateKey, extensions = [] } = content;
  const algorithm = ALGORITHMS[issuerPrivateKey.asymmetricKeyType ?? ""];
  if (algorithm === undefined)
    throw new TypeError(`a certificate can't be signed by a ${issuerPrivateKey.asymmetricKeyType} key`);
  const signed = sequence(
    der(VERSION, VERSION_3),
    integer(content.serialNumber),
    algorithm,
    nameOf(content.issuer),
    sequence(time(content.notBefore), time(content.notAfter)),
    nameOf(content.subject),
    content.publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [der(EXTENSIONS, sequence(...extensions))]),
  );
  return sequence(signed, algorithm, bitString(sign("sha256", signed, issuerPrivateKey)));
}

export interface CertificateSubject extends Validity {
  readonly commonName: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * As small as a certificate can be: what GetSigningCertificate hands to a SAML provider, which only takes the key from it.
 *
 * @returns DER; the same for the same subject where the key is RSA
 */
export function createSelfSignedCertificate({
  commonName,
  privateKey,
  ...subject
}: CertificateSubject): Buffer {
  return createCertificate({
    ...subject,
    subject: commonName,
    issuer: commonName,
    issuerPrivateKey: privateKey,
    serialNumber: Buffer.from([1]),
  });
}
