/**
 * Evaluates CloudFormation's intrinsic functions
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html).
 */
import {
  isObject,
  type ParameterDefinition,
  type ResourceValues,
  type Template,
  TemplateError,
} from "./template.ts";

/** What a template's references lead to. */
export interface Surroundings {
  readonly template: Template;
  /** `AWS::Region` and the like. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
  /** The values of a resource that has been made, `undefined` for any other name. */
  readonly resource: (logicalId: string) => ResourceValues | undefined;
  /** What stands for a value that AWS would look up in another service. */
  readonly lookUp: LookUp;
}

/**
 * @param reference `{{resolve:secretsmanager:auth/google}}`, or the name of a parameter in Parameter Store
 * @param path where it stands
 */
type LookUp = (reference: string, path: string) => string;

export interface Evaluator {
  /**
   * Resolves every intrinsic function in a value; members and items that are `AWS::NoValue` are left out.
   *
   * @param path where the value stands, for errors
   * @throws TemplateError
   */
  evaluate(value: unknown, path: string): unknown;
  /** @throws TemplateError when there is no such condition or it can't be evaluated */
  condition(name: string, path: string): boolean;
}

type Intrinsic = (argument: unknown, path: string) => unknown;

/** `{Ref: AWS::NoValue}`: whatever holds it behaves as if the member were not there. */
const NO_VALUE = Symbol("AWS::NoValue");

const NOT_LOCAL: Readonly<Record<string, string>> = {
  "Fn::ImportValue": "exports of other stacks do not exist in the local cloud",
  "Fn::GetAZs": "the local cloud has no availability zones",
  "Fn::Transform": "macros do not run in the local cloud",
  "Fn::Cidr": "the local cloud has no networks",
};

export function createEvaluator({ template, pseudoParameters, resource, lookUp }: Surroundings): Evaluator {
  const conditionsInProgress = new Set<string>();

  function evaluate(value: unknown, path: string): unknown {
    if (Array.isArray(value))
      return value
        .map((item, index) => evaluate(item, `${path}[${index}]`))
        .filter((item) => item !== NO_VALUE);
    if (typeof value === "string") return resolveDynamic(value, path);
    if (!isObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (
      name !== undefined &&
      others.length === 0 &&
      (Object.hasOwn(intrinsics, name) || isFunctionName(name))
    ) {
      const result = intrinsic(name, path)(value[name], `${path}.${name}`);
      return typeof result === "string" ? resolveDynamic(result, path) : result;
    }
    const members = Object.entries(value)
      .map(([key, member]) => [key, evaluate(member, `${path}.${key}`)] as const)
      .filter(([, member]) => member !== NO_VALUE);
    return Object.fromEntries(members);
  }

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (argument, path) => reference(text(argument, path), path),
    Condition: (argument, path) => condition(text(argument, path), path),
    "Fn::GetAtt": (argument, path) => {
      const [logicalId, ...attribute] =
        typeof argument === "string"
          ? argument.split(".")
          : list(argument, path).map((part) => text(part, path));
      return getAttribute(logicalId ?? "", attribute.join("."), path);
    },
    "Fn::Sub": (argument, path) => {
      const [pattern, variables] = typeof argument === "string" ? [argument, {}] : list(argument, path);
      return substitute(text(pattern, path), record(evaluate(variables ?? {}, path), path), path);
    },
    "Fn::Join": (argument, path) => {
      const [separator, items] = list(argument, path);
      return list(evaluate(items, path), path)
        .map((item) => text(item, path))
        .join(text(separator, path));
    },
    "Fn::Split": (argument, path) => {
      const [separator, source] = list(argument, path);
      return text(evaluate(source, path), path).split(text(separator, path));
    },
    "Fn::Select": (argument, path) => {
      const [index, items] = list(argument, path);
      const choices = list(evaluate(items, path), path);
      const position = Number(evaluate(index, path));
      if (!Number.isInteger(position) || position < 0 || position >= choices.length)
        throw new TemplateError(path, `there is no item ${position} among ${choices.length}`);
      return choices[position];
    },
    "Fn::FindInMap": (argument, path) => {
      const [map, top, second] = list(evaluate(argument, path), path).map((key) => text(key, path));
      const found = template.Mappings?.[map ?? ""]?.[top ?? ""]?.[second ?? ""];
      if (found === undefined) throw new TemplateError(path, `no mapping ${map}.${top}.${second}`);
      return evaluate(found, path);
    },
    "Fn::Base64": (argument, path) => Buffer.from(text(evaluate(argument, path), path)).toString("base64"),
    "Fn::If": (argument, path) => {
      const [name, yes, no] = list(argument, path);
      return evaluate(condition(text(name, path), path) ? yes : no, path);
    },
    "Fn::Equals": (argument, path) => {
      const [left, right] = list(argument, path).map((side) => text(evaluate(side, path), path));
      return left === right;
    },
    "Fn::And": (argument, path) => truths(argument, path).every(Boolean),
    "Fn::Or": (argument, path) => truths(argument, path).some(Boolean),
    "Fn::Not": (argument, path) => !truths(argument, path)[0],
  };

  function intrinsic(name: string, path: string): Intrinsic {
    const found = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
    if (found !== undefined) return found;
    throw new TemplateError(
      `${path}.${name}`,
      NOT_LOCAL[name] ?? "the local cloud does not know this function",
    );
  }

  function reference(name: string, path: string): unknown {
    if (name === "AWS::NoValue") return NO_VALUE;
    if (name === "AWS::NotificationARNs") return [];
    const found = pseudoParameters[name] ?? resource(name)?.ref ?? parameter(name, path);
    if (found === undefined)
      throw new TemplateError(path, `${name} is neither a resource nor a parameter of this template`);
    return found;
  }

  function parameter(name: string, path: string): unknown {
    const declared = template.Parameters?.[name];
    if (declared === undefined) return undefined;
    if (declared.Default === undefined)
      throw new TemplateError(
        path,
        `the parameter ${name} has no default, and the local cloud is given no values`,
      );
    return parameterValue(declared, path);
  }

  function parameterValue({ Type = "String", Default }: ParameterDefinition, path: string): unknown {
    if (Type.startsWith("AWS::SSM::Parameter::Value<")) return lookUp(text(Default, path), path);
    const isList = Type === "CommaDelimitedList" || Type.startsWith("List<");
    return isList
      ? text(Default, path)
          .split(",")
          .map((item) => item.trim())
      : Default;
  }

  /**
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
   */
  function resolveDynamic(value: string, path: string): string {
    return value.replace(/\{\{resolve:([^:{}]*):[^{}]*\}\}/g, (reference, service: string) => {
      if (!["secretsmanager", "ssm", "ssm-secure"].includes(service))
        throw new TemplateError(path, `${reference}: there are no references to ${service}`);
      return lookUp(reference, path);
    });
  }

  function getAttribute(logicalId: string, attribute: string, path: string): string {
    const values = resource(logicalId);
    if (values === undefined) throw new TemplateError(path, `${logicalId} is no resource of this template`);
    const found = values.attributes[attribute];
    if (found === undefined)
      throw new TemplateError(path, `the local cloud knows no attribute ${attribute} of ${logicalId}`);
    return found;
  }

  function substitute(pattern: string, variables: Readonly<Record<string, unknown>>, path: string): string {
    return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      if (name in variables) return text(variables[name], path);
      const dot = name.indexOf(".");
      const value =
        dot === -1 ? reference(name, path) : getAttribute(name.slice(0, dot), name.slice(dot + 1), path);
      return text(value, path);
    });
  }

  function truths(argument: unknown, path: string): boolean[] {
    return list(evaluate(argument, path), path).map((value) => value === true || value === "true");
  }

  function condition(name: string, path: string): boolean {
    const definition = template.Conditions?.[name];
    if (definition === undefined) throw new TemplateError(path, `${name} is no condition of this template`);
    if (conditionsInProgress.has(name))
      throw new TemplateError(`Conditions.${name}`, "the condition depends on itself");
    conditionsInProgress.add(name);
    try {
      return evaluate(definition, `Conditions.${name}`) === true;
    } finally {
      conditionsInProgress.delete(name);
    }
  }

  return { evaluate, condition };
}

const isFunctionName = (name: string): boolean => name.startsWith("Fn::");

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(path, "a list is expected here");
  return value;
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new TemplateError(path, "a map is expected here");
  return value;
}

function text(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TemplateError(path, "a string is expected here");
}
