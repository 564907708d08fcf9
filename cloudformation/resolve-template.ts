import { createEvaluator, type Evaluation } from "./evaluator.ts";
import { checkParameterValues, type ParameterValues } from "./parameter-values.ts";
import type { Output, Resource, Template } from "./template.ts";

/** A template without parameters, mappings and conditions: nothing in it is left to decide. */
export type ResolvedTemplate = Required<Pick<Template, "Resources" | "Outputs">>;

type Knowns = Pick<Evaluation, "parameters" | "pseudoParameters">;

/**
 * The template as CloudFormation sees it once the parameters are given: what a false condition switches off is gone, and every
 * function whose value can be known before a deployment is what it comes to. References to resources stay as they are.
 */
export function resolveTemplate(template: Template, knowns: Knowns = {}): ResolvedTemplate {
  const { evaluate, condition } = createEvaluator({ template, ...knowns, unknown: "keep" });

  const resolve = <Part extends Resource | Output>(
    section: string,
    parts: Readonly<Record<string, Part>>,
  ): Record<string, Part> =>
    Object.fromEntries(
      Object.entries(parts).flatMap(([id, { Condition, ...part }]) => {
        const path = `${section}.${id}`;
        const holds = Condition === undefined || condition(Condition, path);
        if (holds === false) return [];
        const isCertain = holds === true;
        return [[id, { ...(evaluate(part, path) as Part), ...(isCertain ? {} : { Condition }) }]];
      }),
    );

  return {
    Resources: resolve("Resources", template.Resources),
    Outputs: resolve("Outputs", template.Outputs ?? {}),
  };
}

/** The resources of the resolved template, by logical id. */
export const resolveResources = (template: Template, knowns: Knowns): ReadonlyMap<string, Resource> =>
  new Map(Object.entries(resolveTemplate(template, knowns).Resources));

/**
 * The template under other values of its parameters than their defaults.
 *
 * @throws Error for a value that its parameter does not take, and for a parameter that does not exist
 */
export function resolveVariant(template: Template, given: ParameterValues = {}): ResolvedTemplate {
  checkParameterValues(template, given);
  return resolveTemplate(template, { parameters: given });
}
