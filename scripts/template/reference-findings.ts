import { isRecord, type Resource, type Template, toList } from "../../cloudformation/template.ts";
import { schemaOf } from "./schema-findings.ts";

interface Reference {
  readonly id: string;
  /** Absent for `Ref` and `DependsOn`. */
  readonly attribute?: string;
}

/** References without a target: an unknown resource, or an attribute that its type does not return. */
export function danglingReferenceFindings(template: Template): string[] {
  const sources: [string, unknown][] = [
    ...Object.entries(template.Resources),
    ...Object.entries(template.Outputs ?? {}),
  ];
  return sources.flatMap(([from, value]) =>
    referencesIn(value).flatMap(({ id, attribute }) => {
      const target = template.Resources[id];
      if (!target) return [`${from}: refers to ${id}, which does not exist`];
      if (!attribute || schemaOf(target.Type)?.attributes[attribute]) return [];
      return [`${from}: ${target.Type} has no attribute ${attribute} (${id})`];
    }),
  );
}

/** Circular dependencies, each reported once: CloudFormation refuses the whole template. */
export function cycleFindings(template: Template): string[] {
  const done = new Set<string>();
  const findings: string[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id);
    if (start >= 0) {
      findings.push(`cycle: ${[...path.slice(start), id].join(" → ")}`);
      return;
    }
    const resource = template.Resources[id];
    if (!resource || done.has(id)) return;
    for (const { id: next } of referencesIn(resource)) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return findings;
}

/** Everything a value refers to through Ref, Fn::GetAtt, Fn::Sub and, for a resource, DependsOn. Pseudo-parameters are left out. */
function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  const dependencies = isResource(value) ? toList(value.DependsOn).map((id) => ({ id })) : [];
  return [...dependencies, ...Object.entries(value).flatMap(([key, member]) => referencesOf(key, member))];
}

function referencesOf(key: string, value: unknown): Reference[] {
  if (key === "Ref") return reference(String(value));
  if (key === "Fn::GetAtt") return reference(Array.isArray(value) ? value.join(".") : String(value));
  if (key !== "Fn::Sub") return referencesIn(value);
  const [text, variables] = Array.isArray(value) ? value : [value, {}];
  const names = [...String(text).matchAll(/\$\{([^!}]+)\}/g)].map(([, name]) => name ?? "");
  return [
    ...names.filter((name) => !(isRecord(variables) && name in variables)).flatMap(reference),
    ...referencesIn(variables),
  ];
}

function reference(name: string): Reference[] {
  if (name.startsWith("AWS::")) return [];
  const [id = "", ...attribute] = name.split(".");
  return [attribute.length > 0 ? { id, attribute: attribute.join(".") } : { id }];
}

const isResource = (value: Record<string, unknown>): value is Record<string, unknown> & Resource =>
  typeof value.Type === "string" && "Properties" in value;
