import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { dereferenced } from "../../../../functions/system/reference/dereferenced.ts";
import { operationsOf } from "../../../../functions/system/reference/example-of.ts";
import type { Schema } from "../../../../functions/system/reference/openapi-document.ts";
import { scopeOf } from "../../../../functions/system/reference/openapi-document.ts";

/** One operation of docs/api/openapi.json, as a fuzz needs it. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** The scope that a token must hold; undefined where none is asked for. */
  readonly scope: string | undefined;
  readonly pathParameters: Readonly<Record<string, Schema>>;
  readonly query: Schema;
  /** Undefined where the operation takes none. */
  readonly body: Schema | undefined;
  readonly isBodyRequired: boolean;
}

const file = new URL("../../../../docs/api/openapi.json", import.meta.url);

/** Every operation, in the order of the document. */
export function documentedOperations(): DocumentedOperation[] {
  const document = dereferenced(JSON.parse(readFileSync(file, "utf8")));
  return operationsOf(document).map(([path, method, operation]) => {
    const within = (place: string) => (operation.parameters ?? []).filter((each) => each.in === place);
    const schemas = (place: string) =>
      Object.fromEntries(within(place).map(({ name, schema }) => [name, schema]));
    return {
      operationId: operation.operationId,
      method,
      path,
      scope: scopeOf(operation),
      pathParameters: schemas("path"),
      query: {
        type: "object",
        properties: schemas("query"),
        required: within("query").flatMap(({ name, required = false }) => (required ? [name] : [])),
        // Whoever sends a link to a page around may add to it, such as a campaign's name.
        additionalProperties: Object.values(operation.responses).some(
          ({ content = {} }) => "text/html" in content,
        ),
      },
      body: operation.requestBody?.content["application/json"]?.schema,
      isBodyRequired: operation.requestBody?.required === true,
    };
  });
}

const ajv = new Ajv2020({ strict: false });
// The package's default export is the module where types are stripped.
(addFormats as unknown as { default: (validator: Ajv2020) => void }).default(ajv);
const compiled = new WeakMap<Schema, ValidateFunction>();

/** Whether the document takes a value. */
export function isDocumented(schema: Schema, value: unknown): boolean {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value);
}
