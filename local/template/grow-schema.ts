/**
 * CloudFormation's handling of a changed `Schema`: custom attributes are added, "existing schema attributes cannot be
 * modified or deleted"
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html, `Schema`).
 */
import { standardAttributes } from "../cognito/attributes/standard-attributes.ts";
import type { Properties } from "./resource-type.ts";

interface Growth {
  /** In AddCustomAttributes' input. */
  readonly added: readonly Properties[];
  /** The schema as it is once they are added. */
  readonly schema: readonly Properties[];
  /** Whether the template also contains impossible changes. */
  readonly isRefused: boolean;
}

const STANDARD: ReadonlySet<unknown> = new Set(standardAttributes.map(({ Name }) => Name));

const attributesOf = (schema: unknown): readonly Properties[] =>
  Array.isArray(schema) ? (schema as readonly Properties[]) : [];

/** Attributes are compared by name and by what they say, in any order of either. */
const formOf = (attribute: Properties): string =>
  JSON.stringify(Object.entries(attribute).sort(([one], [other]) => (one < other ? -1 : 1)));

/** @param before what was applied last; both as the API takes them */
export function growSchema(before: unknown, wanted: unknown): Growth {
  const known = new Map(attributesOf(before).map((attribute) => [attribute.Name, formOf(attribute)]));
  const unknown = attributesOf(wanted).filter(({ Name }) => !known.has(Name));
  const added = unknown.filter(({ Name }) => !STANDARD.has(Name));
  const kept = attributesOf(wanted).filter((attribute) => known.get(attribute.Name) === formOf(attribute));
  return {
    added,
    schema: [...attributesOf(before), ...added],
    isRefused: added.length < unknown.length || kept.length < known.size,
  };
}
