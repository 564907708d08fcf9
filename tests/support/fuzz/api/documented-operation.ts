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
  /** The path template, with parameters in braces. */
  readonly path: string;
  /** The required scope of the token; undefined if none is required. */
  readonly scope: string | undefined;
  readonly pathParameters: Readonly<Record<string, Schema>>;
  readonly query: Schema;
  /** Undefined if the operation has none. */
  readonly body: Schema | undefined;
  readonly isBodyRequired: boolean;
}

const file = new URL("../../../../docs/api/openapi.json", import.meta.url);

/** All operations, in the document's order. */
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
        // Others may add parameters to a link to a page, such as a campaign's name.
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
// With stripped types, the package's default export is the module.
(addFormats as unknown as { default: (validator: Ajv2020) => void }).default(ajv);
const compiled = new WeakMap<Schema, ValidateFunction>();

/** Whether a value is valid according to the document. */
export function isDocumented(schema: Schema, value: unknown): boolean {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value);
}
