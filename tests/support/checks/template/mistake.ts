import type { Parameter, Resource, Template } from "../../../../cloudformation/template.ts";
import type { Check } from "../../../../scripts/template/check.ts";

type Writable<Part> = { -readonly [Member in keyof Part]: Part[Member] };

/** A template that a test may change. */
export interface Draft extends Template {
  readonly Parameters?: Record<string, Parameter>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, Writable<Resource>>;
}

export const draftOf = (template: Template): Draft => structuredClone(template) as Draft;

/** A template with one mistake, the check that must find it, and its finding. */
export interface Mistake {
  readonly mistake: string;
  readonly check: Check;
  readonly make: (template: Draft) => void;
  readonly finding: string;
}

type Make = Mistake["make"];

function draftNamed({ Resources }: Draft, id: string): Writable<Resource> {
  const resource = Resources[id];
  if (resource === undefined) throw new Error(`The template has no resource ${id}`);
  return resource;
}

/** Changes a property of a resource; the path may go through lists: `Rules.0.Name`. */
export const set =
  (id: string, path: string, value: unknown): Make =>
  (template) => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const target = names.reduce(
      (node, name) => node[name] as Record<string, unknown>,
      draftNamed(template, id).Properties as Record<string, unknown>,
    );
    target[last] = value;
  };

/** Adds a resource without properties. */
export const add =
  (id: string, type: string): Make =>
  (template) => {
    template.Resources[id] = { Type: type, Properties: {} };
  };

/** Removes a resource. */
export const remove =
  (id: string): Make =>
  (template) => {
    draftNamed(template, id);
    delete template.Resources[id];
  };

/** Removes an attribute of a resource. */
export const unset =
  (id: string, attribute: "DependsOn" | "DeletionPolicy"): Make =>
  (template) => {
    delete draftNamed(template, id)[attribute];
  };

/** Gives the post-confirmation trigger another permission on the pool. */
export const allow = (Action: string, Resource: unknown): Make =>
  set("PostConfirmationPoolPolicy", "PolicyDocument.Statement", [{ Effect: "Allow", Action, Resource }]);

export const sub = (name: string) => ({ "Fn::Sub": `\${${name}}` });
