const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Text or an attribute's value; an unescaped carriage return would be read as a line feed (XML 1.0 §2.11). */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? "");
}

/** The content of an element: text, or further elements; undefined omits it. */
type XmlContent = string | number | boolean | XmlElements | undefined;

/** Elements by name, in their order; a list repeats its element. */
export interface XmlElements {
  readonly [name: string]: XmlContent | readonly XmlContent[];
}

/** A whole document: declaration and root element. */
export function renderXml(root: string, content: XmlElements | string, namespace?: string): string {
  const attribute = namespace === undefined ? "" : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${renderContent(content)}</${root}>`;
}

function renderElements(elements: XmlElements): string {
  return Object.entries(elements)
    .flatMap(([name, content]) =>
      (Array.isArray(content) ? content : [content]).map((one: XmlContent) => renderElement(name, one)),
    )
    .join("");
}

function renderElement(name: string, content: XmlContent): string {
  if (content === undefined) return "";
  return `<${name}>${renderContent(content)}</${name}>`;
}

const renderContent = (content: string | number | boolean | XmlElements): string =>
  typeof content === "object" ? renderElements(content) : escapeXml(String(content));

/** Of every body that S3 sends. */
export const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
