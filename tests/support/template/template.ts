/** A CloudFormation template as packaging leaves it: JSON, intrinsics unresolved. */
export interface Template {
  readonly Parameters?: Record<string, Parameter>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, Output>;
}

export interface Parameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly AllowedValues?: (string | number)[];
  readonly AllowedPattern?: string;
}

export interface Output {
  readonly Value: unknown;
  readonly Condition?: string;
}

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  Condition?: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** Looks a whole template over and says what is wrong with it, one sentence per finding; an empty list is a pass. */
export type Check = (template: Template) => string[];

/** The resources of one type with their logical ids; `P` is the view of the properties the caller reads. */
export function resourcesOfType<P>(
  template: Template,
  type: string,
): { id: string; properties: P; resource: Resource }[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, properties: resource.Properties as P, resource }));
}

/** The resource of that logical id. Throws when there is none: a check must not pass for want of its subject. */
export function resourceNamed(template: Template, id: string): Resource {
  const resource = template.Resources[id];
  if (!resource) throw new Error(`The template has no resource ${id}`);
  return resource;
}

/** An intrinsic function (`Ref`, `Fn::GetAtt`, …), whose value is known only to CloudFormation. */
export function isIntrinsic(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::\w+)$/.test(keys[0] ?? "");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** CloudFormation and IAM let a list of one be written without the list. */
export function toList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
