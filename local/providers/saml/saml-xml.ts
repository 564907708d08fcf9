/**
 * Strict reading of a SAML service provider's messages: a document with a DTD, an entity or anything unexpected is refused.
 */
import { inflateRawSync } from "node:zlib";
import { DOMParser, type Element } from "@xmldom/xmldom";

export const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
export const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
export const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

/** The problem with a message, for the page: it can't be sent to an unverified address. */
export class SamlProblem extends Error {
  override readonly name = "SamlProblem";
}

/** Bytes of a message's XML. */
const MAX_XML_BYTES = 100_000;

/** Base64 as the HTTP-POST binding has it: line breaks are allowed (saml-bindings-2.0 §3.5.4). */
export function decodePosted(value: string): string {
  return decode(readBase64(value));
}

/** The DEFLATE encoding of the HTTP-Redirect binding (saml-bindings-2.0 §3.4.4.1). */
export function decodeRedirected(value: string): string {
  const deflated = readBase64(value);
  try {
    return decode(inflateRawSync(deflated, { maxOutputLength: MAX_XML_BYTES }));
  } catch (error) {
    if (error instanceof SamlProblem) throw error;
    throw new SamlProblem("The message is not deflated, or is too large.");
  }
}

function readBase64(value: string): Buffer {
  const compact = value.replace(/[\r\n\t ]/g, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw new SamlProblem("The message is not Base64.");
  }
  return Buffer.from(compact, "base64");
}

function decode(bytes: Buffer): string {
  if (bytes.length > MAX_XML_BYTES) throw new SamlProblem("The message is too large.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SamlProblem("The message is not UTF-8.");
  }
}

/**
 * @returns the root element
 * @throws SamlProblem for XML that is not well-formed, and for any DTD: SAML does not allow entities (saml-core-2.0 §1.2)
 */
export function parseXml(xml: string): Element {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new SamlProblem("A message must not have a DTD.");
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new SamlProblem(message);
      },
    });
    const document = parser.parseFromString(xml, "text/xml");
    const root = document.documentElement;
    if (root === null || document.doctype !== null) {
      throw new SamlProblem("The message is not an XML element.");
    }
    return root;
  } catch {
    throw new SamlProblem("The message is not well-formed XML.");
  }
}

export const elementsOf = (element: Element): readonly Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);

/** The child elements of a name. */
export const childrenOf = (element: Element, namespace: string, name: string): readonly Element[] =>
  elementsOf(element).filter((child) => child.namespaceURI === namespace && child.localName === name);

/** The text of the only child of a name. It must not have a comment, which would split the text for careless readers. */
export function textOf(element: Element, namespace: string, name: string): string | null {
  const [child, ...others] = childrenOf(element, namespace, name);
  if (others.length > 0) throw new SamlProblem(`There is more than one ${name}.`);
  if (child === undefined) return null;
  if (Array.from(child.childNodes).some(({ nodeType }) => nodeType !== 3)) {
    throw new SamlProblem(`${name} must be text alone.`);
  }
  return (child.textContent ?? "").trim();
}

/** An attribute of the element itself; `null` if it is missing. */
export const attributeOf = (element: Element, name: string): string | null => element.getAttribute(name);

/** For text and attributes. Characters that XML does not allow are removed (XML 1.0 §2.2). */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
