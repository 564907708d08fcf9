/**
 * Keys and certificates in the state folder. A key and its certificate are one file, so that no crash leaves one without the
 * other; it is its owner's alone from its first moment.
 */
import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Credential } from "./local-authority.ts";

const OWNER_ONLY = 0o600;

/** @returns null where there is none, or none that can be used */
export function readCredential(file: string): Credential | null {
  try {
    const text = readFileSync(file);
    const credential = { privateKey: createPrivateKey(text), certificate: new X509Certificate(text) };
    if (!credential.certificate.checkPrivateKey(credential.privateKey)) return null;
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY);
    return credential;
  } catch {
    return null;
  }
}

export function writeCredential(file: string, credential: Credential): void {
  writeWhole(file, `${pemOf(credential.privateKey)}${credential.certificate}`, OWNER_ONLY);
}

export const pemOf = (privateKey: Credential["privateKey"]): string =>
  String(privateKey.export({ type: "pkcs8", format: "pem" }));

/** Writes a certificate for others to read, unless it is there already. */
export function publishCertificate(file: string, { certificate }: Credential): void {
  try {
    if (readFileSync(file, "utf8") === String(certificate)) return;
  } catch {
    // There is none yet.
  }
  writeWhole(file, String(certificate), 0o644);
}

/** A reader sees the former content or all of the new one. */
function writeWhole(file: string, text: string, mode: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { flag: "wx", mode });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
