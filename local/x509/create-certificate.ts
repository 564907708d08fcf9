/**
 * X.509 certificates (RFC 5280), version 3. The structures and their encoding are those of @peculiar/asn1-x509; Node signs.
 */
import { createHash, type KeyObject, sign } from "node:crypto";
import { createRequire } from "node:module";

type Asn1 = typeof import("@peculiar/asn1-x509") & typeof import("@peculiar/asn1-schema");

const require = createRequire(import.meta.url);

/** Loaded with the first certificate: most starts find theirs in the state folder, and it takes 15 MB. */
const asn1 = (): Asn1 => ({ ...require("@peculiar/asn1-x509"), ...require("@peculiar/asn1-schema") });

interface Validity {
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Domain names and addresses; an address has a mask (`127.0.0.0/8`) where it is a network. */
export interface Names {
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
}

/** What the holder of the key may do (§4.2.1). */
export type Purpose =
  /** An authority that certifies servers of these names alone, and no other authority. */
  | { readonly authorityFor: Names }
  /** A TLS server of these names. */
  | { readonly serverFor: Names };

export interface CertificateContent extends Validity {
  /** Common name of the holder. */
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: {
    readonly commonName: string;
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  };
  /** Up to 20 bytes, the first below 0x80; unique for each issuer. */
  readonly serialNumber: Buffer;
  /** Without it the certificate has no extensions. */
  readonly purpose?: Purpose;
}

/** sha256WithRSAEncryption takes a NULL as its parameter, ecdsa-with-SHA256 takes none (RFC 4055 §5, RFC 5758 §3.2). */
const SIGNATURES: Readonly<Record<string, { readonly algorithm: string; readonly parameters?: null }>> = {
  rsa: { algorithm: "1.2.840.113549.1.1.11", parameters: null },
  ec: { algorithm: "1.2.840.10045.4.3.2" },
};

/** @returns DER */
export function createCertificate(content: CertificateContent): Buffer {
  const { AlgorithmIdentifier, AsnConvert, Certificate, Extensions, SubjectPublicKeyInfo, TBSCertificate } =
    asn1();
  const { Validity, Version } = asn1();
  const { issuer, publicKey, purpose } = content;
  const signature = SIGNATURES[issuer.privateKey.asymmetricKeyType ?? ""];
  if (signature === undefined) {
    throw new TypeError(`a certificate can't be signed by a ${issuer.privateKey.asymmetricKeyType} key`);
  }
  const signatureAlgorithm = new AlgorithmIdentifier(signature);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: bytes(content.serialNumber),
    signature: signatureAlgorithm,
    issuer: nameOf(issuer.commonName),
    validity: new Validity({
      notBefore: new Date(content.notBefore),
      notAfter: new Date(content.notAfter),
    }),
    subject: nameOf(content.subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo),
    ...(purpose === undefined ? {} : { extensions: new Extensions(extensionsFor(purpose, content)) }),
  });
  const signatureValue = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), issuer.privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm,
    signatureValue: bytes(signatureValue),
  });
  return Buffer.from(AsnConvert.serialize(certificate));
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
export function createSelfSignedCertificate(subject: CertificateSubject): Buffer {
  return createCertificate({
    ...subject,
    subject: subject.commonName,
    issuer: subject,
    serialNumber: Buffer.from([1]),
  });
}

const spki = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });

/** The package wants an ArrayBuffer of exactly these bytes. */
const bytes = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;

function nameOf(commonName: string) {
  const { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } = asn1();
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: "2.5.4.3", value })])]);
}

function extensionsFor(purpose: Purpose, { publicKey, issuer }: CertificateContent) {
  const x509 = asn1();
  const extension = (extnID: string, value: object, critical: boolean) =>
    new x509.Extension({
      extnID,
      critical,
      extnValue: new x509.OctetString(x509.AsnConvert.serialize(value)),
    });
  const namesIn = ({ domains, addresses }: Names) => [
    ...domains.map((dNSName) => new x509.GeneralName({ dNSName })),
    ...addresses.map((iPAddress) => new x509.GeneralName({ iPAddress })),
  ];
  const keyIdentifier = (key: KeyObject) => new x509.KeyIdentifier(identifierOf(key));
  const serverAuthentication = extension(
    x509.id_ce_extKeyUsage,
    new x509.ExtendedKeyUsage([x509.id_kp_serverAuth]),
    false,
  );
  const keys = [
    extension(x509.id_ce_subjectKeyIdentifier, keyIdentifier(publicKey), false),
    extension(
      x509.id_ce_authorityKeyIdentifier,
      new x509.AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(issuer.publicKey) }),
      false,
    ),
  ];
  if ("serverFor" in purpose) {
    return [
      extension(x509.id_ce_basicConstraints, new x509.BasicConstraints({ cA: false }), true),
      // All that a TLS handshake with an elliptic curve takes.
      extension(x509.id_ce_keyUsage, new x509.KeyUsage(x509.KeyUsageFlags.digitalSignature), true),
      serverAuthentication,
      extension(
        x509.id_ce_subjectAltName,
        new x509.SubjectAlternativeName(namesIn(purpose.serverFor)),
        false,
      ),
      ...keys,
    ];
  }
  const permittedSubtrees = new x509.GeneralSubtrees(
    namesIn(purpose.authorityFor).map((base) => new x509.GeneralSubtree({ base })),
  );
  return [
    extension(
      x509.id_ce_basicConstraints,
      new x509.BasicConstraints({ cA: true, pathLenConstraint: 0 }),
      true,
    ),
    extension(
      x509.id_ce_keyUsage,
      new x509.KeyUsage(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign),
      true,
    ),
    // In an authority it holds for all that it signs.
    serverAuthentication,
    extension(x509.id_ce_nameConstraints, new x509.NameConstraints({ permittedSubtrees }), true),
    ...keys,
  ];
}

/** 160 bits of a hash of the key, which are any that tell keys apart (RFC 7093 §2). */
const identifierOf = (key: KeyObject): ArrayBuffer =>
  bytes(createHash("sha256").update(spki(key)).digest().subarray(0, 20));
