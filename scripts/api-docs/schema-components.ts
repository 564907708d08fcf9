import * as z from "zod/mini";

interface Parts {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

export type Json = Record<string, unknown>;

const DEFINITIONS = '"#/$defs/';
const COMPONENTS = '"#/components/schemas/';

/** Replaces a schema by the one that documents it (`documentedAs`), if it has one. */
function asDocumented({ zodSchema, jsonSchema }: Parts): void {
  const json = z.globalRegistry.get(zodSchema)?.documentedAs;
  if (json === undefined) return;
  for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
  Object.assign(jsonSchema, json);
}

/**
 * Removes what readers do not need from zod's output: the pattern of a format, that names are strings, and JavaScript's largest and
 * smallest number.
 */
function withoutTheObvious({ jsonSchema }: Parts): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
}

/** The named schemas: each appears once in the document, and all others refer to it. */
export class SchemaComponents {
  readonly #schemas = new Map<string, Json>();

  /**
   * A schema inside an operation: a reference if it has a name, else the schema itself. zod writes JSON Schema 2020-12, the
   * dialect of OpenAPI 3.1, so that it need not be named again.
   *
   * @throws Error if two different schemas have the same name, also if one is for requests and one for responses
   */
  refer(schema: z.core.$ZodType, io: "input" | "output"): Json {
    // Wrapped in another schema, since the top-level one is never a reference.
    const { $defs = {}, properties } = JSON.parse(
      JSON.stringify(
        z.toJSONSchema(z.strictObject({ schema }), {
          io,
          unrepresentable: "any",
          override: (parts) => {
            asDocumented(parts);
            withoutTheObvious(parts);
          },
        }),
      ).replaceAll(DEFINITIONS, COMPONENTS),
    ) as { $defs?: Record<string, Json>; properties: { schema: Json } };
    for (const [name, { id: _, ...json }] of Object.entries($defs)) this.#add(name, json);
    return properties.schema;
  }

  #add(name: string, json: Json): void {
    const known = this.#schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(json)) {
      throw new Error(`Two schemas are called ${name}: ${JSON.stringify(known)} and ${JSON.stringify(json)}`);
    }
    this.#schemas.set(name, json);
  }

  /** All of them by name, in alphabetical order. */
  all(): Record<string, Json> {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
