import * as z from "zod/mini";

interface Parts {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

export type Json = Record<string, unknown>;

const DEFINITIONS = '"#/$defs/';
const COMPONENTS = '"#/components/schemas/';

/** Puts what a schema is documented as in its place, if it has something (`documentedAs`). */
function asDocumented({ zodSchema, jsonSchema }: Parts): void {
  const json = z.globalRegistry.get(zodSchema)?.documentedAs;
  if (json === undefined) return;
  for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
  Object.assign(jsonSchema, json);
}

/** zod says more than a reader needs: how a format is matched, that names are texts, and the largest and the smallest number of JavaScript. */
function withoutTheObvious({ jsonSchema }: Parts): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
}

/** The schemas that have a name: each stands once in the document, and everything else refers to it. */
export class SchemaComponents {
  readonly #schemas = new Map<string, Json>();

  /**
   * A schema as it stands in an operation: a reference if it has a name, else written out. zod writes JSON Schema 2020-12, which
   * is OpenAPI 3.1's; the dialect need not be repeated in every place.
   *
   * @throws Error if two schemas that differ have one name, also as what is sent and as what is answered
   */
  refer(schema: z.core.$ZodType, io: "input" | "output"): Json {
    // Within another one, since the schema at the top is never a reference.
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
      throw new Error(`Two schemas are named ${name}: ${JSON.stringify(known)} and ${JSON.stringify(json)}`);
    }
    this.#schemas.set(name, json);
  }

  /** All of them by name, in the order of the alphabet. */
  all(): Record<string, Json> {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
