/**
 * Reads XML that others wrote: SAML metadata and responses. What a SAML document never needs is refused before a parser sees
 * it: a document type, and with it every entity (XML External Entity, "billion laughs"). Strict: a document with a mistake is
 * not repaired, so that no two parsers can read it differently.
 */
import type { Element, Node } from "@xmldom/xmldom";

export const NAMESPACES = {
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
} as const;

type Prefix = keyof typeof NAMESPACES;

/** Not well-formed, or with something in it that is not accepted. */
export class UnreadableXml extends Error {
  override readonly name = "UnreadableXml";
}

const ELEMENT_NODE = 1;

/**
 * @param comments whether comments, CDATA sections and processing instructions may be there. In what a signature covers they
 *   may not: parsers disagree about the text around them
 * @returns the root element
 * @throws UnreadableXml
 */
export async function readXml(
  xml: string,
  { comments }: { readonly comments: "accepted" | "refused" },
): Promise<Element> {
  // Outside of comments and CDATA sections "<!" begins nothing else.
  if (/<!(?!--|\[CDATA\[)/.test(xml)) throw new UnreadableXml("a document type is not accepted");
  const body = xml.replace(/^\s*<\?xml\s[^<>]*\?>/, "");
  if (comments === "refused" && /<[!?]/.test(body)) {
    throw new UnreadableXml("comments, CDATA sections and processing instructions are not accepted");
  }
  // Loaded on first use: most stacks never see a SAML provider.
  const { DOMParser } = await import("@xmldom/xmldom");
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    });
    const root = parser.parseFromString(xml, "text/xml").documentElement;
    if (root !== null) return root;
  } catch (cause) {
    throw new UnreadableXml("it is not well-formed XML", { cause });
  }
  throw new UnreadableXml("it is not well-formed XML");
}

const isElement = (node: Node): node is Element => node.nodeType === ELEMENT_NODE;

function* nodesOf(list: { readonly length: number; item(index: number): Node | null }): Iterable<Node> {
  for (let index = 0; index < list.length; index += 1) {
    const node = list.item(index);
    if (node !== null) yield node;
  }
}

export const is = (element: Element, prefix: Prefix, name: string): boolean =>
  element.localName === name && element.namespaceURI === NAMESPACES[prefix];

/** The element's children of that name. */
export const childrenOf = (element: Element, prefix: Prefix, name: string): readonly Element[] =>
  elementsIn(element).filter((child) => is(child, prefix, name));

/** All of the element's children that are elements. */
export const elementsIn = (element: Element): readonly Element[] =>
  [...nodesOf(element.childNodes)].filter(isElement);

/** The element and all below it, in document order; without recursion, as documents may be deep. */
export function allElements(root: Element): readonly Element[] {
  const found: Element[] = [];
  const pending = [root];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    found.push(element);
    pending.push(...elementsIn(element).toReversed());
  }
  return found;
}

/** The only child of that name; `null` where there is none, or more than one. */
export function onlyChild(element: Element, prefix: Prefix, name: string): Element | null {
  const [child, ...others] = childrenOf(element, prefix, name);
  return child !== undefined && others.length === 0 ? child : null;
}

/** The values of attributes by which a signature may name an element, in any namespace. */
export function identifiersOf(element: Element): readonly string[] {
  return [...element.attributes]
    .filter(({ localName, name }) => (localName ?? name).toLowerCase() === "id")
    .map(({ value }) => value);
}

export const textOf = (element: Element | null): string => (element?.textContent ?? "").trim();
