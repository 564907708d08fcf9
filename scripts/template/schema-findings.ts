import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { isIntrinsic, isRecord, type Resource, type Template } from "../../cloudformation/template.ts";
import { NEWER_PROPERTIES, NEWER_TYPES } from "./newer-schemas.ts";

const schemas = loadAwsServiceSpecSync();
const known = schemas.all("resource");
type ResourceSchema = (typeof known)[number];
type Properties = ResourceSchema["properties"];
type PropertyType = Properties[string]["type"];

const byType = new Map(known.map((schema) => [schema.cloudFormationType, schema]));

/** CloudFormation's schema of a resource type, or nothing for an unknown type. */
export const schemaOf = (type: string): ResourceSchema | undefined => byType.get(type);

/**
 * Violations of CloudFormation's resource schemas: unknown types and properties, missing required ones, values of a wrong type or
 * outside an enumeration. Intrinsic functions pass: their values are not known yet.
 */
export function schemaFindings(template: Template): string[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => resourceFindings(id, resource));
}

function resourceFindings(id: string, resource: Resource): string[] {
  const properties = schemaOf(resource.Type)?.properties ?? NEWER_TYPES[resource.Type];
  if (!properties) return [`${id}: unknown resource type ${resource.Type}`];
  const newer = NEWER_PROPERTIES[resource.Type] ?? [];
  const known = Object.entries(resource.Properties ?? {}).filter(
    ([name]) => name in properties || !newer.includes(name),
  );
  return objectFindings(id, Object.fromEntries(known), properties);
}

function objectFindings(
  path: string,
  value: Readonly<Record<string, unknown>>,
  properties: Properties,
): string[] {
  const missing = Object.entries(properties)
    .filter(([name, property]) => property.required && value[name] === undefined)
    .map(([name]) => `${path}: ${name} is required`);
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const property = properties[name];
    return property
      ? valueFindings(`${path}.${name}`, member, property.type)
      : [`${path}: unknown property ${name}`];
  });
  return [...missing, ...wrong];
}

function valueFindings(path: string, value: unknown, type: PropertyType): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case "ref":
      if (!isRecord(value)) return [`${path}: not an object`];
      return objectFindings(path, value, schemas.get("typeDefinition", type.reference).properties);
    case "array":
      if (!Array.isArray(value)) return [`${path}: not a list`];
      return value.flatMap((member, index) => valueFindings(`${path}[${index}]`, member, type.element));
    case "map":
      if (!isRecord(value)) return [`${path}: not a map`];
      return Object.entries(value).flatMap(([key, member]) =>
        valueFindings(`${path}.${key}`, member, type.element),
      );
    case "union": {
      const attempts = type.types.map((alternative) => valueFindings(path, value, alternative));
      return attempts.some((findings) => findings.length === 0) ? [] : (attempts[0] ?? []);
    }
    default:
      return primitiveFindings(path, value, type);
  }
}

type Primitive = Exclude<PropertyType, { type: "ref" | "array" | "map" | "union" }>;

function primitiveFindings(path: string, value: unknown, type: Primitive): string[] {
  if (!accepts[type.type](value)) return [`${path}: ${JSON.stringify(value)} is not of type ${type.type}`];
  const allowed: readonly unknown[] | undefined = "allowedValues" in type ? type.allowedValues : undefined;
  if (!allowed || allowed.includes(value)) return [];
  return [`${path}: ${JSON.stringify(value)} is not one of ${allowed.join(", ")}`];
}

const isString = (value: unknown) => typeof value === "string";
const accepts: Record<Primitive["type"], (value: unknown) => boolean> = {
  string: isString,
  "date-time": isString,
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  json: (value) => typeof value === "object",
  tag: (value) => isRecord(value) && isString(value.Key) && isString(value.Value),
  null: (value) => value === null,
};
