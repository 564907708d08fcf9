/** A CloudFormation template, as the framework packages it and as a stack gives it back. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Parameter {
  /** `String` where it is left out, which CloudFormation would refuse. */
  readonly Type?: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Properties;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

export interface Output {
  readonly Value: unknown;
  readonly Condition?: string;
}

export type Properties = Readonly<Record<string, unknown>>;

/** A mistake in a template, or an unsupported part of it. Its message begins with the place. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
  }
}

export function isRecord(value: unknown): value is Properties {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** An intrinsic function (`Ref`, `Fn::GetAtt`, …). In a resolved template it is one whose value CloudFormation alone knows. */
export function isIntrinsic(value: unknown): value is Properties {
  if (!isRecord(value)) return false;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
}

/** CloudFormation and IAM let a list of one be written without the list. */
export function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
