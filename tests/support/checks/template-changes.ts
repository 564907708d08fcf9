import type { Resource } from "../../../cloudformation/template.ts";
import { compareDeployment } from "../../../scripts/preflight/compare-deployment.ts";
import type { LivePool } from "../../../scripts/preflight/deployed-state.ts";
import type { Finding } from "../../../scripts/preflight/finding.ts";
import { deployedState, stackTemplate } from "../stacks/deployed-stack.ts";

export const pseudoParameters = { "AWS::Region": "us-east-1" };

/** A template that a test may change. */
export type Draft = {
  Resources: Record<string, { Type: string; Properties: Record<string, never> } & Resource>;
};

/** The findings of deploying a changed template over the unchanged one. */
export function findingsOf(
  change: (draft: Draft) => void,
  options: { readonly deployed?: Draft["Resources"]; readonly live?: Partial<LivePool> } = {},
): Finding[] {
  const before = stackTemplate();
  Object.assign(before.Resources, options.deployed);
  const template = structuredClone(before);
  change(template as unknown as Draft);
  return compareDeployment({ template, deployed: deployedState(before, options.live), pseudoParameters });
}

export const brief = ({ severity, resource, property }: Finding) =>
  `${severity} ${resource}${property === "" ? "" : `.${property}`}`;

/** Puts a value at a path of a resource's properties. */
export const set =
  (resource: string, path: string, value: unknown) =>
  (draft: Draft): void => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let holder: Record<string, unknown> = draft.Resources[resource]?.Properties ?? {};
    for (const name of names) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, unknown>;
    }
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  };
export const remove =
  (resource: string) =>
  (draft: Draft): void => {
    delete draft.Resources[resource];
  };
export const all =
  (...changes: ((draft: Draft) => void)[]) =>
  (draft: Draft): void => {
    for (const change of changes) change(draft);
  };
