import type { Schema } from "../../functions/system/reference/openapi-document.ts";

/** A schema of the document, with its references. */
export type Node = Schema & { readonly $ref?: string };

/** Types up to this length stay on one line. */
const WIDTH = 140;

const PLAIN: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

const indent = (text: string) => text.replaceAll("\n", "\n  ");

/** Puts as many items on a line as fit, with a separator. */
export function filled(items: readonly string[], mark: string): string {
  const lines: string[] = [];
  for (const item of items) {
    const longer = `${lines.at(-1)}${mark}${item}`;
    if (lines.length === 0 || longer.length > WIDTH) lines.push(item);
    else lines[lines.length - 1] = longer;
  }
  return lines.join(`${mark.trimEnd()}\n`);
}

function block(members: readonly string[]): string {
  if (members.length === 0) return "Record<string, never>";
  const flat = `{ ${members.join("; ")} }`;
  return flat.length > WIDTH || flat.includes("\n") ? `{\n  ${indent(members.join(";\n"))};\n}` : flat;
}

const nameOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const isUnion = (type: string) => / [|&] /.test(type) && !/^[{<]/.test(type);

function union(types: readonly string[], glue: "|" | "&"): string {
  const distinct = [...new Set(types)].map((type) => (glue === "&" && isUnion(type) ? `(${type})` : type));
  const flat = distinct.join(` ${glue} `);
  return flat.length > WIDTH || flat.includes("\n")
    ? distinct.map((type) => `\n  ${glue} ${indent(type)}`).join("")
    : flat;
}

/** A union of literals. */
export function choices(values: readonly unknown[]): string {
  const flat = values.map((value) => JSON.stringify(value)).join(" | ");
  if (flat.length <= WIDTH) return flat;
  return `\n  | ${filled(flat.split(" | "), " | ").replaceAll(" |\n", "\n  | ")}`;
}

function objectType({ properties = {}, required = [], additionalProperties }: Node): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${nameOf(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)}`,
  );
  if (members.length > 0 || additionalProperties === false) return block(members);
  const values = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
  return `Record<string, ${values}>`;
}

function arrayType({ items }: Node): string {
  const item = items === undefined ? "unknown" : typeOf(items);
  return isUnion(item) ? `(${item})[]` : `${item}[]`;
}

/** The TypeScript type of a schema; a named schema becomes a type of that name. Limits and patterns are not part of the type. */
export function typeOf(schema: Node): string {
  if (schema.$ref !== undefined) return schema.$ref.replace("#/components/schemas/", "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return choices(schema.enum);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return union(variants.map(typeOf), "|");
  if (schema.allOf !== undefined && schema.type !== "string") return union(schema.allOf.map(typeOf), "&");
  if (schema.type === "array") return arrayType(schema);
  if (schema.type === "object" || schema.properties !== undefined) return objectType(schema);
  return PLAIN[schema.type ?? ""] ?? "unknown";
}
