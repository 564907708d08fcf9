import type { OpenApiDocument, Operation, Schema } from "./openapi-document.ts";
import { scopeOf } from "./openapi-document.ts";

/** Values that a person would send, by the name of the member. The schema need not have them. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  email: "ada@example.com",
  password: "correct horse battery staple",
  newPassword: "a better horse battery staple",
  previousPassword: "correct horse battery staple",
  code: "123456",
  name: "example",
  givenName: "Ada",
  familyName: "Lovelace",
  locale: "en-GB",
  phoneNumber: "+15555550100",
  contentType: "image/png",
  size: 48213,
  sha256: "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
  session: "AYABe…",
  token: "eyJraWQ…",
  refreshToken: "eyJjdHk…",
};

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: "0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c",
  email: "ada@example.com",
  "date-time": "2026-08-28T12:00:00.000Z",
  date: "2026-08-28",
  uri: "https://example.com/",
};

function exampleOfObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, exampleOf(property, name)]),
  );
}

/** An example of a schema, with its required members. */
export function exampleOf(schema: Schema, name = ""): unknown {
  const [first] = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (first !== undefined) return exampleOf(first, name);
  switch (schema.type) {
    case "object":
      return exampleOfObject(schema);
    case "array":
      return schema.items === undefined ? [] : [exampleOf(schema.items, name)];
    case "boolean":
      return true;
    case "integer":
    case "number":
      return BY_NAME[name] ?? schema.minimum ?? 1;
    default:
      return BY_NAME[name] ?? schema.examples?.[0] ?? BY_FORMAT[schema.format ?? ""] ?? schema.default ?? "…";
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A call of an operation for a shell. @param method in upper case */
export function curlExample(path: string, method: string, operation: Operation): string {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters?.find((each) => each.in === "path" && each.name === name);
    return encodeURIComponent(String(exampleOf(parameter?.schema ?? {}, name)));
  });
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}"$API${filled}"`,
    ...(scopeOf(operation) === undefined ? [] : ['-H "authorization: Bearer $TOKEN"']),
    ...(body === undefined
      ? []
      : ["-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(exampleOf(body), null, 2))}`]),
  ].join(" \\\n  ");
}

export type PathEntry = readonly [path: string, method: string, operation: Operation];

/** Every operation with its path and its method in upper case, in the order of the document. */
export function operationsOf({ paths }: OpenApiDocument): PathEntry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method.toUpperCase(), operation] as const),
  );
}
