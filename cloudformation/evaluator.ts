/**
 * Evaluates CloudFormation's intrinsic functions
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html).
 */
import { isRecord, type Parameter, type Properties, type Template, TemplateError } from "./template.ts";

/** What `Ref` and `Fn::GetAtt` give for a resource that exists. */
export interface ResourceValues {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The inputs of an evaluation. */
export interface Evaluation {
  readonly template: Template;
  /** Values of parameters; the others have the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** `AWS::Region` and the like. */
  readonly pseudoParameters?: Readonly<Record<string, string>>;
  /** The values of a created resource; `undefined` for any other name. */
  readonly resource?: (logicalId: string) => ResourceValues | undefined;
  /** Replaces a value that AWS would look up in another service. If omitted, dynamic references stay unchanged. */
  readonly lookUp?: LookUp;
  /** Why a function can't be evaluated, by the function's name: for errors. */
  readonly reasons?: Readonly<Record<string, string>>;
  /**
   * What happens to a function whose value is unknown: an error that names the place, or the function itself, its
   * arguments evaluated as far as they go. Two templates that are kept so can be compared: the same reference is the same value.
   */
  readonly unknown: "throw" | "keep";
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
   * @throws TemplateError where unknown values throw
   */
  evaluate(value: unknown, path: string): unknown;
  /**
   * `undefined` where unknown values are kept, and this is one.
   *
   * @throws TemplateError if unknown values throw, and the condition is unknown or cannot be evaluated
   */
  condition(name: string, path: string): boolean | undefined;
}

type Intrinsic = (argument: unknown, path: string) => unknown;

/** `{Ref: AWS::NoValue}`: the member with this value is removed. */
const NO_VALUE = Symbol("AWS::NoValue");

/** Thrown in place of a {@link TemplateError} where the function is kept; a template has thousands. */
const UNKNOWN = Symbol("unknown");

export function createEvaluator({
  template,
  parameters = {},
  pseudoParameters = {},
  resource = () => undefined,
  lookUp,
  reasons = {},
  unknown,
}: Evaluation): Evaluator {
  const conditions = new Map<string, boolean>();
  const conditionsInProgress = new Set<string>();

  function fail(path: string, reason: string): never {
    throw unknown === "keep" ? UNKNOWN : new TemplateError(path, reason);
  }

  /** What `compute` gives, or what `keep` gives where a value is not known. */
  function orKeep<Value, Kept>(compute: () => Value, keep: () => Kept): Value | Kept {
    try {
      return compute();
    } catch (error) {
      if (error !== UNKNOWN) throw error;
      return keep();
    }
  }

  function evaluate(value: unknown, path: string): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => evaluate(item, `${path}[${index}]`))
        .filter((item) => item !== NO_VALUE);
    }
    if (typeof value === "string") return resolveDynamic(value, path);
    if (!isRecord(value)) return value;
    const name = functionOf(value);
    if (name !== undefined) {
      return orKeep(
        () => call(name, value[name], path),
        () => ({ [name]: keptArgument(name, value[name], path) }),
      );
    }
    const members = Object.entries(value)
      .map(([key, member]) => [key, evaluate(member, `${path}.${key}`)] as const)
      .filter(([, member]) => member !== NO_VALUE);
    return Object.fromEntries(members);
  }

  function functionOf(value: Properties): string | undefined {
    const [name, ...others] = Object.keys(value);
    if (name === undefined || others.length > 0) return undefined;
    // A condition that an IAM policy states is a map.
    if (name === "Condition") return typeof value[name] === "string" ? name : undefined;
    return name.startsWith("Fn::") || name === "Ref" ? name : undefined;
  }

  function call(name: string, argument: unknown, path: string): unknown {
    const at = `${path}.${name}`;
    const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
    if (intrinsic === undefined) return fail(at, reasons[name] ?? "this function is not known here");
    const result = intrinsic(argument, at);
    return typeof result === "string" ? resolveDynamic(result, path) : result;
  }

  function keptArgument(name: string, argument: unknown, path: string): unknown {
    if (!Array.isArray(argument)) return name === "Ref" ? argument : evaluate(argument, path);
    return argument.map((item) => {
      const kept = evaluate(item, path);
      return kept === NO_VALUE ? { Ref: "AWS::NoValue" } : kept;
    });
  }

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (argument, path) => reference(text(argument, path), path),
    Condition: (argument, path) => checkCondition(text(argument, path), path),
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
      if (!Number.isInteger(position) || position < 0 || position >= choices.length) {
        return fail(path, `item ${position} does not exist: the list has ${choices.length}`);
      }
      return choices[position];
    },
    "Fn::FindInMap": (argument, path) => {
      const [map, top, second] = list(evaluate(argument, path), path).map((key) => text(key, path));
      const found = template.Mappings?.[map ?? ""]?.[top ?? ""]?.[second ?? ""];
      if (found === undefined) return fail(path, `no mapping ${map}.${top}.${second}`);
      return evaluate(found, path);
    },
    "Fn::Base64": (argument, path) => Buffer.from(text(evaluate(argument, path), path)).toString("base64"),
    "Fn::If": (argument, path) => {
      const [name, yes, no] = list(argument, path);
      return evaluate(checkCondition(text(name, path), path) ? yes : no, path);
    },
    "Fn::Equals": (argument, path) => {
      const [left, right] = list(argument, path).map((side) => text(evaluate(side, path), path));
      return left === right;
    },
    "Fn::And": (argument, path) => unlessDecided(truths(argument, path), false, path),
    "Fn::Or": (argument, path) => unlessDecided(truths(argument, path), true, path),
    "Fn::Not": (argument, path) => !truthOf(list(argument, path)[0], path),
  };

  function reference(name: string, path: string): unknown {
    if (name === "AWS::NoValue") return NO_VALUE;
    const found = pseudoParameters[name] ?? resource(name)?.ref ?? parameter(name, path);
    if (found !== undefined) return found;
    if (name === "AWS::NotificationARNs") return [];
    return fail(path, `${name} is neither a resource nor a parameter of this template`);
  }

  function parameter(name: string, path: string): unknown {
    const declared = template.Parameters?.[name];
    if (declared === undefined) return undefined;
    const given = parameters[name];
    const value = given ?? declared.Default;
    if (value === undefined) return fail(path, `the parameter ${name} has no default, and no value is given`);
    // What CloudFormation has looked up is given; the default is a name.
    if (given === undefined && declared.Type?.startsWith("AWS::SSM::Parameter::Value<") === true) {
      return lookUp?.(text(value, path), path) ?? fail(path, `${name} is not looked up here`);
    }
    return parameterValue(declared, value, path);
  }

  function parameterValue({ Type = "String" }: Parameter, value: unknown, path: string): unknown {
    if (Type === "Number") return Number(value);
    const isList = Type === "CommaDelimitedList" || Type.startsWith("List<");
    return isList
      ? text(value, path)
          .split(",")
          .map((item) => item.trim())
      : text(value, path);
  }

  /**
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
   */
  function resolveDynamic(value: string, path: string): string {
    if (lookUp === undefined) return value;
    return value.replace(/\{\{resolve:([^:{}]*):[^{}]*\}\}/g, (whole, service: string) => {
      if (!["secretsmanager", "ssm", "ssm-secure"].includes(service)) {
        return fail(path, `${whole}: there are no references to ${service}`);
      }
      return lookUp(whole, path);
    });
  }

  function getAttribute(logicalId: string, attribute: string, path: string): string {
    const values = resource(logicalId);
    if (values === undefined) return fail(path, `${logicalId} is not a resource of this template`);
    const found = values.attributes[attribute];
    return found ?? fail(path, `no attribute ${attribute} of ${logicalId} is known here`);
  }

  function substitute(pattern: string, variables: Properties, path: string): string {
    return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      if (name in variables) return text(variables[name], path);
      const dot = name.indexOf(".");
      const value =
        dot === -1 ? reference(name, path) : getAttribute(name.slice(0, dot), name.slice(dot + 1), path);
      return text(value, path);
    });
  }

  /** Whether all (or any) hold; one that is not known matters only where no other decides. */
  function unlessDecided(values: readonly (boolean | undefined)[], deciding: boolean, path: string): boolean {
    if (values.includes(deciding)) return deciding;
    return values.includes(undefined) ? fail(path, "a condition is not known") : !deciding;
  }

  function truths(argument: unknown, path: string): (boolean | undefined)[] {
    return list(argument, path).map((item) =>
      orKeep(
        () => truthOf(item, path),
        () => undefined,
      ),
    );
  }

  function truthOf(expression: unknown, path: string): boolean {
    const value = evaluate(expression, path);
    return isRecord(value) ? fail(path, "a condition is expected here") : value === true || value === "true";
  }

  function checkCondition(name: string, path: string): boolean {
    const known = conditions.get(name);
    if (known !== undefined) return known;
    const definition = template.Conditions?.[name];
    if (definition === undefined) return fail(path, `${name} is not a condition of this template`);
    if (conditionsInProgress.has(name)) return fail(`Conditions.${name}`, "the condition depends on itself");
    conditionsInProgress.add(name);
    try {
      const holds = truthOf(definition, `Conditions.${name}`);
      conditions.set(name, holds);
      return holds;
    } finally {
      conditionsInProgress.delete(name);
    }
  }

  function list(value: unknown, path: string): readonly unknown[] {
    return Array.isArray(value) ? value : fail(path, "a list is expected here");
  }

  function record(value: unknown, path: string): Properties {
    return isRecord(value) ? value : fail(path, "a map is expected here");
  }

  function text(value: unknown, path: string): string {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return fail(path, "a string is expected here");
  }

  const condition = (name: string, path: string) =>
    orKeep(
      () => checkCondition(name, path),
      () => undefined,
    );

  return { evaluate, condition };
}
