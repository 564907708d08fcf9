import type { OpenApiDocument } from "./openapi-document.ts";

/**
 * The document with its references resolved, so that what shows a schema needs to know no references. There are no cycles.
 * Members beside a reference are added to its target.
 *
 * @throws Error for a reference without a target
 */
export function dereferenced(document: object): OpenApiDocument {
  return writtenOut(document, document) as OpenApiDocument;
}

function writtenOut(value: unknown, document: object): unknown {
  if (Array.isArray(value)) return value.map((item) => writtenOut(item, document));
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...members } = value as { readonly $ref?: unknown };
  const own = Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, writtenOut(member, document)]),
  );
  if (typeof $ref !== "string") return own;
  return { ...(writtenOut(targetOf($ref, document), document) as object), ...own };
}

/** The target of a reference within the document: `#/components/schemas/Problem`. */
function targetOf(reference: string, document: object): unknown {
  const target = reference
    .split("/")
    .slice(1)
    .reduce<unknown>((place, name) => (place as Readonly<Record<string, unknown>>)?.[name], document);
  if (target === undefined) throw new Error(`There is no ${reference}`);
  return target;
}
