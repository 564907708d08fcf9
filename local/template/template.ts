/** A CloudFormation template as far as the local cloud reads it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, ResourceDefinition>>;
}

export interface ParameterDefinition {
  /** `String` where it is left out, which CloudFormation would refuse. */
  readonly Type?: string;
  readonly Default?: unknown;
}

export interface ResourceDefinition {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What `Ref` and `Fn::GetAtt` give for a resource that exists. */
export interface ResourceValues {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A mistake in the template, or something in it that the local cloud does not do. Its message begins with the place. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
