/** What CloudFormation's own resource schemas say about updates. */
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { isSame } from "../../cloudformation/property-values.ts";
import { isRecord, type Properties, type Resource } from "../../cloudformation/template.ts";

type Schemas = ReturnType<typeof loadAwsServiceSpecSync>;

let schemas: Schemas | undefined;

/** Unpacking takes a second, and a first deployment does not need it. */
function loadSchemas(): Schemas {
  schemas ??= loadAwsServiceSpecSync();
  return schemas;
}

/** Names of the properties whose change replaces the resource, by type; empty for a type without a schema. */
function replacingProperties(type: string): readonly string[] {
  const [schema] = loadSchemas().lookup("resource", "cloudFormationType", "equals", type);
  return Object.entries(schema?.properties ?? {})
    .filter(([, { causesReplacement }]) => causesReplacement === "yes")
    .map(([name]) => name);
}

/**
 * The properties that name a resource in its account and region, if the template gives them all; `null` if the service chooses
 * the name, and for a type without a schema.
 */
export function identifyingProperties(type: string): readonly string[] | null {
  const [schema] = loadSchemas().lookup("resource", "cloudFormationType", "equals", type);
  const names = schema?.primaryIdentifier ?? [];
  return names.length > 0 && names.every((name) => name in (schema?.properties ?? {})) ? names : null;
}

export interface Replacement {
  readonly id: string;
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Resources = ReadonlyMap<string, Resource>;

/**
 * The resources that an update would replace, each with the property that is the reason: its own change, or a reference to a
 * replaced resource.
 */
export function findReplacements(before: Resources, after: Resources): Replacement[] {
  const found = new Map<string, Replacement>();
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const [id, next] of after) {
      const former = before.get(id);
      if (former?.Type !== next.Type || found.has(id)) continue;
      const replacement = replacementOf(id, former, next, found);
      if (replacement === undefined) continue;
      found.set(id, replacement);
      isSettled = false;
    }
  }
  return [...found.values()];
}

function replacementOf(
  id: string,
  former: Resource,
  next: Resource,
  replaced: ReadonlyMap<string, Replacement>,
): Replacement | undefined {
  const rekeyed = rekeyedAttributes(former, next);
  if (rekeyed !== null) return { id, property: "AttributeDefinitions", ...rekeyed };
  for (const property of replacingProperties(next.Type)) {
    const [from, to] = [former.Properties?.[property], next.Properties?.[property]];
    if (!isSame(withDefault(property, from), withDefault(property, to))) return { id, property, from, to };
    const through = referencedIds(to).find((name) => replaced.has(name));
    if (through !== undefined) return { id, property, from, to: `the new ${through}` };
  }
  return undefined;
}

/**
 * Key attributes of a table whose type changes. The schema does not list them, because new attributes may be added: "Replacement if
 * you edit an
 * existing AttributeDefinition" (AWS::DynamoDB::Table).
 */
function rekeyedAttributes(
  former: Resource,
  next: Resource,
): { readonly from: unknown; readonly to: unknown } | null {
  if (next.Type !== "AWS::DynamoDB::Table") return null;
  const types = attributeTypes(next);
  const changed = [...attributeTypes(former)].filter(
    ([name, type]) => types.has(name) && types.get(name) !== type,
  );
  if (changed.length === 0) return null;
  const told = (type: (name: string) => unknown) =>
    changed.map(([name]) => `${name} ${type(name)}`).join(", ");
  return { from: told((name) => attributeTypes(former).get(name)), to: told((name) => types.get(name)) };
}

function attributeTypes({ Properties }: Resource): ReadonlyMap<string, unknown> {
  const list = Properties?.AttributeDefinitions;
  const definitions = (Array.isArray(list) ? list : []).filter(isRecord);
  return new Map(
    definitions.map(({ AttributeName, AttributeType }) => [String(AttributeName), AttributeType]),
  );
}

/** The only property here whose absence has a meaning and whose change replaces the resource. */
const withDefault = (property: string, value: unknown): unknown =>
  property === "GenerateSecret" ? (value ?? false) : value;

/** Logical ids that a value refers to by `Ref` or `Fn::GetAtt`. */
function referencedIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencedIds);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => referencedBy(name, argument, value));
}

function referencedBy(name: string, argument: unknown, holder: Properties): string[] {
  if (Object.keys(holder).length === 1) {
    if (name === "Ref" && typeof argument === "string") return [argument];
    if (name === "Fn::GetAtt") {
      const [id] = Array.isArray(argument) ? argument : String(argument).split(".");
      return [String(id)];
    }
  }
  return referencedIds(argument);
}
