import { type Resource, TemplateError } from "../../cloudformation/template.ts";

/**
 * Puts resources into an order in which each comes after those it refers to or depends on.
 *
 * @throws TemplateError naming the resources of a cycle
 */
export function dependencyOrder(resources: Readonly<Record<string, Resource>>): string[] {
  const ordered: string[] = [];
  const done = new Set<string>();

  const visit = (logicalId: string, trail: readonly string[]): void => {
    const definition = resources[logicalId];
    if (definition === undefined || done.has(logicalId)) return;
    if (trail.includes(logicalId)) {
      throw new TemplateError(
        `Resources.${logicalId}`,
        `circular dependency: ${[...trail.slice(trail.indexOf(logicalId)), logicalId].join(" → ")}`,
      );
    }
    for (const name of referencesOf(definition)) visit(name, [...trail, logicalId]);
    done.add(logicalId);
    ordered.push(logicalId);
  };

  for (const logicalId of Object.keys(resources)) visit(logicalId, []);
  return ordered;
}

function referencesOf(definition: Resource): Set<string> {
  const names = new Set<string>([definition.DependsOn ?? []].flat());
  collect(definition.Properties ?? {}, names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (value === null || typeof value !== "object") return;
  for (const [key, member] of Object.entries(value)) {
    for (const name of namesIn(key, member)) names.add(name);
    collect(member, names);
  }
}

/** The logical ids that a function refers to; pseudo parameters and parameters among them do no harm. */
function namesIn(key: string, argument: unknown): string[] {
  if (key === "Ref") return [String(argument)];
  if (key === "Fn::GetAtt") return [String([argument].flat()[0]).split(".")[0] ?? ""];
  return key === "Fn::Sub" ? substituted(argument) : [];
}

function substituted(argument: unknown): string[] {
  const pattern = Array.isArray(argument) ? argument[0] : argument;
  if (typeof pattern !== "string") return [];
  return [...pattern.matchAll(/\$\{([^!}.][^}.]*)/g)].map(([, name = ""]) => name);
}
