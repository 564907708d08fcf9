import type { Properties, Resource, Template } from "../../cloudformation/template.ts";

/** Checks a whole template; returns one sentence per finding. An empty list means that it passes. */
export type Check = (template: Template) => string[];

/** The resources of one type with their logical ids; `P` is the type of the properties that the caller reads. */
export function resourcesOfType<P>(
  template: Template,
  type: string,
): { id: string; properties: P; resource: Resource }[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, properties: (resource.Properties ?? {}) as P, resource }));
}

/** The resource with that logical id. Throws if there is none: a check must not pass because its subject is missing. */
export function resourceNamed(
  template: Template,
  id: string,
): Resource & { readonly Properties: Properties } {
  const resource = template.Resources[id];
  if (!resource) throw new Error(`The template has no resource ${id}`);
  return { ...resource, Properties: resource.Properties ?? {} };
}
