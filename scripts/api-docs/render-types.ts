import type {
  OpenApiDocument,
  Operation,
  Schema,
} from "../../functions/system/reference/openapi-document.ts";

/** A schema as it stands in the document, references included. */
type Node = Schema & { readonly $ref?: string };

const HEAD = `/**
 * The API's types, as openapi-fetch reads them. Written by \`npm run docs:api\` from docs/api/openapi.json.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */`;

const PLAIN: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

const indent = (text: string) => text.replaceAll("\n", "\n  ");

function block(members: readonly string[]): string {
  return members.length === 0 ? "Record<string, never>" : `{\n  ${indent(members.join("\n"))}\n}`;
}

const nameOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

function union(types: readonly string[], glue: "|" | "&"): string {
  const distinct = [...new Set(types)];
  return distinct.length === 1 ? (distinct[0] ?? "never") : `(${distinct.join(` ${glue} `)})`;
}

function objectType({ properties = {}, required = [], additionalProperties }: Node): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${nameOf(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)};`,
  );
  if (members.length > 0 || additionalProperties === false) return block(members);
  const values = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
  return `Record<string, ${values}>`;
}

/** The TypeScript type of what a schema takes. Limits and patterns have none. */
function typeOf(schema: Node): string {
  if (schema.$ref !== undefined) {
    const path = schema.$ref.replace("#/", "").split("/");
    return path.map((part, index) => (index === 0 ? part : `["${part}"]`)).join("");
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return union(
      schema.enum.map((value) => JSON.stringify(value)),
      "|",
    );
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return union(variants.map(typeOf), "|");
  if (schema.allOf !== undefined) return union(schema.allOf.map(typeOf), "&");
  if (schema.type === "array") return `${schema.items === undefined ? "unknown" : typeOf(schema.items)}[]`;
  if (schema.type === "object" || schema.properties !== undefined) return objectType(schema);
  return PLAIN[schema.type ?? ""] ?? "unknown";
}

function contentType(content: Readonly<Record<string, { readonly schema: Node }>>): string {
  return block(
    Object.entries(content).map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema)};`),
  );
}

function parametersType({ parameters = [] }: Operation): string[] {
  const places = ["query", "path"].flatMap((place) => {
    const members = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, schema }) => `${nameOf(name)}${required ? "" : "?"}: ${typeOf(schema)};`);
    const needed = parameters.some((parameter) => parameter.in === place && parameter.required);
    return members.length === 0 ? [] : [`${place}${needed ? "" : "?"}: ${block(members)};`];
  });
  return places.length === 0 ? [] : [`parameters: ${block(places)};`];
}

function operationType(operation: Operation): string {
  const { requestBody, responses } = operation;
  const answers = Object.entries(responses).map(([status, { content }]) => {
    const body = content === undefined ? "content?: never;" : `content: ${contentType(content)};`;
    return `${status}: ${block(["headers: Record<string, unknown>;", body])};`;
  });
  return block([
    ...parametersType(operation),
    ...(requestBody === undefined
      ? []
      : [
          `requestBody${requestBody.required ? "" : "?"}: ${block([`content: ${contentType(requestBody.content)};`])};`,
        ]),
    `responses: ${block(answers)};`,
  ]);
}

/** clients/typescript/api-types.ts: every path, method, parameter, body and answer of the document as types. */
export function renderTypes({ paths, components }: OpenApiDocument): string {
  const places = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(
      ([method, operation]) => `/** ${operation.summary} */\n${method}: ${operationType(operation)};`,
    );
    return `${JSON.stringify(path)}: ${block(operations)};`;
  });
  const schemas = Object.entries(components.schemas).map(([name, schema]) => `${name}: ${typeOf(schema)};`);
  return [
    HEAD,
    `export interface paths ${block(places)}`,
    "",
    `export interface components ${block([`schemas: ${block(schemas)};`])}`,
    "",
  ].join("\n");
}
