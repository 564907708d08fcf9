import { resolveVariant } from "../../cloudformation/resolve-template.ts";
import { isRecord, type Template } from "../../cloudformation/template.ts";

/**
 * Parameters that refuse their own default or share a name with a resource, and unused parameters and conditions. For the template
 * as packaged.
 */
export function parameterFindings(template: Template): string[] {
  const text = JSON.stringify({ ...template, Parameters: {} });
  const unused = Object.keys(template.Parameters ?? {}).filter((name) => !text.includes(`{"Ref":"${name}"}`));
  const asked = namesOfConditions(template);
  return [
    ...Object.keys(template.Parameters ?? {})
      .filter((name) => name in template.Resources)
      .map((name) => `${name} is both a parameter and a resource`),
    ...defaultFindings(template),
    ...unused.map((name) => `the parameter ${name} is not used`),
    ...Object.keys(template.Conditions ?? {})
      .filter((name) => !asked.has(name))
      .map((name) => `the condition ${name} is not used`),
    ...[...asked]
      .filter((name) => template.Conditions?.[name] === undefined)
      .map((name) => `unknown condition ${name}`),
  ];
}

function defaultFindings(template: Template): string[] {
  try {
    resolveVariant(template);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The conditions that `Fn::If`, `Condition` of a resource or output, and other conditions use. */
function namesOfConditions(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesOfConditions(item, names);
  if (!isRecord(value)) return names;
  if (typeof value.Condition === "string") names.add(value.Condition);
  if (Array.isArray(value["Fn::If"])) names.add(String(value["Fn::If"][0]));
  for (const member of Object.values(value)) namesOfConditions(member, names);
  return names;
}
