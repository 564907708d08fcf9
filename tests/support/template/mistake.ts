import { type Check, resourceNamed, type Template } from "./template.ts";

/** A template with one mistake in it, the check that must see it, and what it must say. */
export interface Mistake {
  readonly mistake: string;
  readonly check: Check;
  readonly make: (template: Template) => void;
  readonly finding: string;
}

type Make = Mistake["make"];

/** Gives a property of a resource another value; the path may lead through lists: `Rules.0.Name`. */
export const set =
  (id: string, path: string, value: unknown): Make =>
  (template) => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const target = names.reduce(
      (node, name) => node[name] as Record<string, unknown>,
      resourceNamed(template, id).Properties,
    );
    target[last] = value;
  };

/** Adds a resource without properties. */
export const add =
  (id: string, type: string): Make =>
  (template) => {
    template.Resources[id] = { Type: type, Properties: {} };
  };

/** Takes a resource out. */
export const remove =
  (id: string): Make =>
  (template) => {
    resourceNamed(template, id);
    delete template.Resources[id];
  };

/** Takes an attribute of a resource out. */
export const unset =
  (id: string, attribute: "DependsOn" | "DeletionPolicy"): Make =>
  (template) => {
    delete resourceNamed(template, id)[attribute];
  };

/** Gives the post-confirmation trigger another right on the pool. */
export const allow = (Action: string, Resource: unknown): Make =>
  set("PostConfirmationPoolPolicy", "PolicyDocument.Statement", [{ Effect: "Allow", Action, Resource }]);

export const sub = (name: string) => ({ "Fn::Sub": `\${${name}}` });
