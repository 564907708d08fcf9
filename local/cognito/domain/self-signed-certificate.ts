/**
 * A self-signed X.509 certificate (RFC 5280), as small as one can be: what GetSigningCertificate hands to a SAML provider. Written
 * out in DER (X.690), since node:crypto reads certificates and makes none.
 */
import { type KeyObject, sign } from "node:crypto";

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content]);
}

function lengthOf({ length }: Buffer): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = [length >> 8, length & 0xff].slice(length < 0x100 ? 1 : 0);
  return [0x80 | bytes.length, ...bytes];
}

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11 */
const RS256 = der(SEQUENCE, der(OBJECT_IDENTIFIER, Buffer.from("2a864886f70d01010b", "hex")), der(NULL));

/** id-at-commonName, 2.5.4.3 */
const COMMON_NAME = der(OBJECT_IDENTIFIER, Buffer.from("550403", "hex"));

const nameOf = (commonName: string) =>
  der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(commonName)))));

/** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
function timeOf(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  return digits < "2050"
    ? der(UTC_TIME, Buffer.from(digits.slice(2)))
    : der(GENERALIZED_TIME, Buffer.from(digits));
}

export interface CertificateSubject {
  readonly commonName: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** @returns DER */
export function createSelfSignedCertificate({
  commonName,
  privateKey,
  publicKey,
  notBefore,
  notAfter,
}: CertificateSubject): Buffer {
  const name = nameOf(commonName);
  const signed = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    RS256,
    name,
    der(SEQUENCE, timeOf(notBefore), timeOf(notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", signed, privateKey);
  return der(SEQUENCE, signed, RS256, der(BIT_STRING, Buffer.from([0]), signature));
}
