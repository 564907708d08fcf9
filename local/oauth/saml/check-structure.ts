/**
 * Checks the structure of a SAML response before its content is used. A response must be unambiguous: one response, one
 * assertion in it, and signatures only where SAML puts them (saml-core-2.0-os §5.4). This structure excludes wrapped signed
 * elements, a hidden second one, and signatures over something else (Somorovsky et al., "On Breaking SAML", USENIX Security
 * 2012).
 */
import type { Element } from "@xmldom/xmldom";
import { allElements, childrenOf, identifiersOf, is, onlyChild } from "../../cognito/saml/read-xml.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

/** Canonical forms without comments. */
const CANONICAL_FORMS = new Set([EXCLUSIVE, INCLUSIVE]);
const TRANSFORMS = new Set([...CANONICAL_FORMS, "http://www.w3.org/2000/09/xmldsig#enveloped-signature"]);

/** RSA with SHA-2. SHA-1 is broken, and an HMAC would use the certificate as a shared key. */
const SIGNATURE_METHODS = new Set([
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
]);
const DIGEST_METHODS = new Set([
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmlenc#sha512",
]);

export interface ResponseShape {
  /** `null` in a response with an error status. */
  readonly assertion: Element | null;
  readonly isEncrypted: boolean;
  readonly isResponseSigned: boolean;
  readonly isAssertionSigned: boolean;
}

/** @throws InvalidSamlResponse */
export function checkResponse(root: Element): ResponseShape {
  if (!is(root, "protocol", "Response")) throw new InvalidSamlResponse("The document is not a SAML response");
  const elements = allElements(root);
  // By local name only: an element with such a name in another namespace is an attack.
  const assertions = elements.filter(({ localName }) =>
    ["Assertion", "EncryptedAssertion"].includes(localName ?? ""),
  );
  const [assertion = null, ...others] = assertions;
  const isMisplaced = assertion !== null && assertion.parentNode !== root;
  const isForeign = assertion !== null && !is(assertion, "assertion", assertion.localName ?? "");
  if (others.length > 0 || isMisplaced || isForeign) {
    throw new InvalidSamlResponse("Responses must contain exactly one Assertion");
  }
  if (elements.filter(({ localName }) => localName === "Response").length > 1) {
    throw new InvalidSamlResponse("The document has more than one SAML response");
  }
  const signed = checkSignatures(elements, assertion === null ? [root] : [root, assertion]);
  return {
    assertion,
    isEncrypted: assertion?.localName === "EncryptedAssertion",
    isResponseSigned: signed.has(root),
    isAssertionSigned: assertion !== null && signed.has(assertion),
  };
}

/**
 * Checks a decrypted assertion, which was not checked before.
 * @returns whether it is signed
 * @throws InvalidSamlResponse
 */
export function checkDecryptedAssertion(root: Element): boolean {
  const elements = allElements(root);
  const isOnlyOne = elements.every(
    (element) =>
      element === root || !["Assertion", "EncryptedAssertion", "Response"].includes(element.localName ?? ""),
  );
  if (!is(root, "assertion", "Assertion") || !isOnlyOne) {
    throw new InvalidSamlResponse("Responses must contain exactly one Assertion");
  }
  return checkSignatures(elements, [root]).has(root);
}

/**
 * Checks every signature of a document: its place, what it covers, and its algorithms.
 *
 * @param places the elements that may be signed
 * @returns those that are
 * @throws InvalidSamlResponse
 */
export function checkSignatures(
  elements: readonly Element[],
  places: readonly Element[],
): ReadonlySet<Element> {
  checkIdentifiers(elements);
  const signed = new Set<Element>();
  for (const signature of elements.filter(({ localName }) => localName === "Signature")) {
    const place = places.find((candidate) => candidate === signature.parentNode);
    if (place === undefined || signed.has(place)) {
      throw new InvalidSamlResponse("There is a signature where none may be");
    }
    checkSignature(signature, place);
    signed.add(place);
  }
  return signed;
}

/** An id names one element (XML 1.0 §3.3.1). */
function checkIdentifiers(elements: readonly Element[]): void {
  const identifiers = elements.flatMap(identifiersOf);
  if (new Set(identifiers).size < identifiers.length) {
    throw new InvalidSamlResponse("Two elements have one ID");
  }
}

function checkSignature(signature: Element, place: Element): void {
  const subject = place.localName === "Assertion" ? "Assertion" : "Response";
  const invalid = new InvalidSamlResponse(`SAML ${subject} signature is invalid.`);
  const signedInfo = onlyChild(signature, "signature", "SignedInfo");
  const reference = signedInfo && onlyChild(signedInfo, "signature", "Reference");
  if (!is(signature, "signature", "Signature") || !signedInfo || !reference) throw invalid;

  const inSignature = allElements(signature);
  const isAmbiguous = [
    "SignedInfo",
    "CanonicalizationMethod",
    "SignatureMethod",
    "Reference",
    "DigestMethod",
    "DigestValue",
    "SignatureValue",
  ].some((name) => inSignature.filter(({ localName }) => localName === name).length !== 1);
  // With an Object, a signature could contain what it covers.
  const hasObject = childrenOf(signature, "signature", "Object").length > 0;
  const id = place.getAttribute("ID") ?? "";
  const coversPlace = /^[A-Za-z_][\w.-]*$/.test(id) && reference.getAttribute("URI") === `#${id}`;
  if (isAmbiguous || hasObject || !coversPlace) throw invalid;

  const algorithmsOf = (name: string) =>
    inSignature
      .filter(({ localName }) => localName === name)
      .map((element) => element.getAttribute("Algorithm") ?? "");
  const transforms = algorithmsOf("Transform");
  const isKnown =
    algorithmsOf("CanonicalizationMethod").every((algorithm) => CANONICAL_FORMS.has(algorithm)) &&
    algorithmsOf("SignatureMethod").every((algorithm) => SIGNATURE_METHODS.has(algorithm)) &&
    algorithmsOf("DigestMethod").every((algorithm) => DIGEST_METHODS.has(algorithm)) &&
    transforms.length <= 2 &&
    transforms.every((algorithm) => TRANSFORMS.has(algorithm));
  if (!isKnown) throw invalid;
}
