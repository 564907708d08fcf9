/**
 * The certificate authority of one local cloud, and the server certificates that it issues. A machine that trusts the authority
 * risks only its own loopback: the certificate itself is valid only for `localhost`.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import { createCertificate, type Names } from "../x509/create-certificate.ts";

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

/** The server's names. `*.localhost` is for the few clients that accept a wildcard directly under a top-level name. */
const SERVER_NAMES: Names = { domains: ["localhost", "*.localhost"], addresses: ["127.0.0.1", "::1"] };

const LOOPBACK: Names = { domains: ["localhost"], addresses: ["127.0.0.0/8", "::1/128"] };

/** Begins the name of every authority; the rest tells the authorities of several state folders apart. */
const AUTHORITY_NAME = "Serverless Auth local cloud";

const newKeyPair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** RFC 5280 §4.1.2.2: positive, not to be guessed, at most 20 bytes. The first byte keeps it positive and without leading zeros. */
const newSerialNumber = () => Buffer.concat([Buffer.from([0x40]), randomBytes(16)]);

/** @param now milliseconds since the Unix epoch */
export function createAuthority(now: number): Credential {
  const { publicKey, privateKey } = newKeyPair();
  const hash = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" }));
  const name = `${AUTHORITY_NAME} ${hash.digest("hex").slice(0, 8)}`;
  const certificate = createCertificate({
    subject: name,
    issuer: { commonName: name, publicKey, privateKey },
    publicKey,
    serialNumber: newSerialNumber(),
    notBefore: now - CLOCK_SKEW,
    notAfter: now + AUTHORITY_LIFETIME,
    purpose: { authorityFor: LOOPBACK },
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
    issuer: {
      commonName: commonNameOf(authority.certificate),
      publicKey: authority.certificate.publicKey,
      privateKey: authority.privateKey,
    },
    publicKey,
    serialNumber: newSerialNumber(),
    notBefore: now - CLOCK_SKEW,
    notAfter: now + SERVER_LIFETIME,
    purpose: { serverFor: { ...SERVER_NAMES, domains: [...SERVER_NAMES.domains, ...more] } },
  });
  return { certificate: new X509Certificate(certificate), privateKey };
}

/** The subject's common name, which is all of its name here. */
export const commonNameOf = ({ subject }: X509Certificate): string => subject.replace(/^CN=/, "");

/** Whether what it issues now would expire before it does. When it begins does not matter: a clock set back must not replace it. */
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
