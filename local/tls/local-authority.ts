/**
 * The certificate authority of one local cloud, and the server certificates that it issues. A machine that trusts the authority
 * risks no more than its own loopback: the certificate itself says that it counts for `localhost` and for nothing else.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import { createCertificate } from "../x509/create-certificate.ts";
import * as extensions from "../x509/extensions.ts";

/** A certificate and the key that it is for. */
export interface Credential {
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
}

const DAY = 24 * 60 * 60 * 1000;

/** Clocks of other machines and containers differ; what begins this very second would not be valid there. */
const CLOCK_SKEW = DAY;

const AUTHORITY_LIFETIME = 10 * 365 * DAY;

/** Far below the 397 days that browsers take of a server's certificate (CA/Browser Forum, Baseline Requirements 6.3.2). */
const SERVER_LIFETIME = 90 * DAY;

/** How long before its end a server's certificate is replaced. */
const RENEWED_BEFORE = 30 * DAY;

const LOOPBACK_4 = Buffer.from([127, 0, 0, 1]);
const LOOPBACK_6 = Buffer.from([...Array<number>(15).fill(0), 1]);

/** What the server is called. `*.localhost` is for the few clients that take a wildcard right under a top-level name. */
const SERVER_NAMES: extensions.Names = {
  domains: ["localhost", "*.localhost"],
  addresses: [LOOPBACK_4, LOOPBACK_6],
};

/** 127.0.0.0/8 and ::1/128. */
const LOOPBACK: extensions.Names = {
  domains: ["localhost"],
  addresses: [Buffer.from([127, 0, 0, 0, 255, 0, 0, 0]), Buffer.concat([LOOPBACK_6, Buffer.alloc(16, 255)])],
};

/** Begins the name of every authority; the rest tells the authorities of several state folders apart. */
const AUTHORITY_NAME = "Serverless Auth local cloud";

const newKeyPair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** RFC 5280 §4.1.2.2: positive, not to be guessed, at most 20 bytes. */
const newSerialNumber = () => randomBytes(16);

/** @param now milliseconds since the Unix epoch */
export function createAuthority(now: number): Credential {
  const { publicKey, privateKey } = newKeyPair();
  const hash = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" }));
  const name = `${AUTHORITY_NAME} ${hash.digest("hex").slice(0, 8)}`;
  const certificate = createCertificate({
    subject: name,
    issuer: name,
    publicKey,
    issuerPrivateKey: privateKey,
    serialNumber: newSerialNumber(),
    notBefore: now - CLOCK_SKEW,
    notAfter: now + AUTHORITY_LIFETIME,
    extensions: [
      extensions.authorityOfServers(),
      extensions.signsCertificates(),
      extensions.authenticatesServers(),
      extensions.onlyFor(LOOPBACK),
      extensions.subjectKey(publicKey),
      extensions.issuerKey(publicKey),
    ],
  });
  return { certificate: new X509Certificate(certificate), privateKey };
}

/**
 * @param authority must last longer than what it issues: see {@link canIssue}
 * @param now milliseconds since the Unix epoch
 * @param more names under `localhost`, beside those that every one has
 */
export function issueServerCertificate(
  authority: Credential,
  now: number,
  more: readonly string[] = [],
): Credential {
  const { publicKey, privateKey } = newKeyPair();
  const certificate = createCertificate({
    subject: "localhost",
    issuer: commonNameOf(authority.certificate),
    publicKey,
    issuerPrivateKey: authority.privateKey,
    serialNumber: newSerialNumber(),
    notBefore: now - CLOCK_SKEW,
    notAfter: now + SERVER_LIFETIME,
    extensions: [
      extensions.noAuthority(),
      extensions.signsHandshakes(),
      extensions.authenticatesServers(),
      extensions.alternativeNames({ ...SERVER_NAMES, domains: [...SERVER_NAMES.domains, ...more] }),
      extensions.subjectKey(publicKey),
      extensions.issuerKey(authority.certificate.publicKey),
    ],
  });
  return { certificate: new X509Certificate(certificate), privateKey };
}

/** The subject's common name, which is all of its name here. */
export const commonNameOf = ({ subject }: X509Certificate): string => subject.replace(/^CN=/, "");

/** Whether what it issued now would end before it does. It is not asked when it begins: a clock set back is no reason for a new one. */
export function canIssue({ certificate }: Credential, now: number): boolean {
  return now + SERVER_LIFETIME < certificate.validToDate.getTime();
}

/** Whether a server's certificate is of this authority, and neither too young nor due for renewal. */
export function isCurrent({ certificate }: Credential, authority: Credential, now: number): boolean {
  const { validFromDate, validToDate } = certificate;
  return (
    certificate.checkIssued(authority.certificate) &&
    certificate.verify(authority.certificate.publicKey) &&
    validFromDate.getTime() <= now &&
    now < validToDate.getTime() - RENEWED_BEFORE
  );
}
