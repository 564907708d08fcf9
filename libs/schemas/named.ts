import * as z from "zod/mini";

/**
 * Documents a schema in another form than its own, for example a number in a query, which comes as text.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function documentedAs<Schema extends z.core.$ZodType>(
  json: z.core.JSONSchema.BaseSchema,
  schema: Schema,
): Schema {
  z.globalRegistry.add(schema, { documentedAs: json });
  return schema;
}

/**
 * Gives a schema its name in `components/schemas` of the OpenAPI document, and so the name of its type in the typed client. A
 * schema without a name is inlined. The annotation lets a bundler drop a named schema that no route of a function uses.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function named<Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  return schema;
}
