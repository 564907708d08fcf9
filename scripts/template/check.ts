import type { Properties, Resource, Template } from "../../cloudformation/template.ts";

/** Looks a whole template over and says what is wrong with it, one sentence per finding; an empty list is a pass. */
export type Check = (template: Template) => string[];

/** The resources of one type with their logical ids; `P` is the view of the properties the caller reads. */
export function resourcesOfType<P>(
  template: Template,
  type: string,
): { id: string; properties: P; resource: Resource }[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, properties: (resource.Properties ?? {}) as P, resource }));
}

/** The resource of that logical id. Throws when there is none: a check must not pass for want of its subject. */
export function resourceNamed(
  template: Template,
  id: string,
): Resource & { readonly Properties: Properties } {
  const resource = template.Resources[id];
  if (!resource) throw new Error(`The template has no resource ${id}`);
  return { ...resource, Properties: resource.Properties ?? {} };
}
