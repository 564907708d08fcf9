/**
 * Decrypts an assertion (XML Encryption 1.1) so that it can be checked. AES with RSA-OAEP only: with RSA 1.5 and Triple DES,
 * answers would reveal parts of the text to an attacker (Jager, Somorovsky, "How to Break XML Encryption").
 */
import { constants, createDecipheriv, type KeyObject, privateDecrypt } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import { allElements, is, textOf } from "../../cognito/saml/read-xml.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";

const RSA_OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";

const CIPHERS = {
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc": { name: "aes-128-cbc", ivLength: 16 },
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc": { name: "aes-256-cbc", ivLength: 16 },
  "http://www.w3.org/2009/xmlenc11#aes128-gcm": { name: "aes-128-gcm", ivLength: 12 },
  "http://www.w3.org/2009/xmlenc11#aes256-gcm": { name: "aes-256-gcm", ivLength: 12 },
} as const;

const TAG_LENGTH = 16;

/** The same error for every failure. */
const undecryptable = () => new InvalidSamlResponse("The assertion can't be decrypted");

/**
 * @returns the assertion's XML
 * @throws InvalidSamlResponse
 */
export function decryptAssertion(encrypted: Element, key: KeyObject): string {
  const elements = allElements(encrypted);
  const only = (name: string, within: Element | null = null): Element => {
    const found = elements.filter(
      (element) => is(element, "encryption", name) && (within === null || element.parentNode === within),
    );
    const [first] = found;
    if (first === undefined || found.length > 1) throw undecryptable();
    return first;
  };
  const data = only("EncryptedData");
  const encryptedKey = only("EncryptedKey");
  const contentOf = (element: Element) =>
    Buffer.from(textOf(only("CipherValue", only("CipherData", element))), "base64");
  const isPlain = elements.filter(({ localName }) => localName === "CipherValue").length === 2;
  const method = only("EncryptionMethod", data).getAttribute("Algorithm") ?? "";
  const keyMethod = only("EncryptionMethod", encryptedKey);
  const digests = allElements(keyMethod).filter(({ localName }) => localName === "DigestMethod");
  const isSupported =
    keyMethod.getAttribute("Algorithm") === RSA_OAEP &&
    digests.every((digest) => digest.getAttribute("Algorithm") === SHA1) &&
    Object.hasOwn(CIPHERS, method);
  if (!isPlain || !isSupported) throw undecryptable();
  try {
    const secret = privateDecrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
      contentOf(encryptedKey),
    );
    return decipher(method as keyof typeof CIPHERS, secret, contentOf(data));
  } catch {
    throw undecryptable();
  }
}

function decipher(method: keyof typeof CIPHERS, secret: Buffer, content: Buffer): string {
  const { name, ivLength } = CIPHERS[method];
  const iv = content.subarray(0, ivLength);
  const body = content.subarray(ivLength);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  if (name === "aes-128-gcm" || name === "aes-256-gcm") {
    const gcm = createDecipheriv(name, secret, iv, { authTagLength: TAG_LENGTH });
    gcm.setAuthTag(body.subarray(-TAG_LENGTH));
    return decoder.decode(Buffer.concat([gcm.update(body.subarray(0, -TAG_LENGTH)), gcm.final()]));
  }
  const cbc = createDecipheriv(name, secret, iv).setAutoPadding(false);
  const padded = Buffer.concat([cbc.update(body), cbc.final()]);
  // The last byte says how many are padding (XML Encryption 1.1 §5.2).
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16) throw undecryptable();
  return decoder.decode(padded.subarray(0, -padding));
}
