/**
 * Evaluates of a template what can be known before a deployment: parameters, conditions and what is computed from them.
 * References to resources stay as they are, so that two templates can be compared: the same reference is the same value.
 */
import { isIntrinsic, isRecord, type Resource, type Template } from "./template.ts";

export interface Knowns {
  /** Values of the parameters; the template's defaults stand in for the others. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `AWS::Region` and the like. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
}

/** The resources that exist under these parameters, by logical id, with every value resolved as far as it goes. */
export function resolveResources(template: Template, knowns: Knowns): ReadonlyMap<string, Resource> {
  const resolve = createResolver(template, knowns);
  return new Map(
    Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || resolve({ Condition }) !== false)
      .map(([id, resource]) => [id, resolve(resource) as Resource]),
  );
}

const NO_VALUE = Symbol("AWS::NoValue");

type Resolve = (value: unknown) => unknown;

function createResolver(template: Template, { parameters, pseudoParameters }: Knowns): Resolve {
  const conditionsInProgress = new Set<string>();

  const reference = (name: unknown): unknown => {
    if (typeof name !== "string") return undefined;
    if (name === "AWS::NoValue") return NO_VALUE;
    const given = pseudoParameters[name] ?? parameters[name] ?? template.Parameters?.[name]?.Default;
    return typeof given === "number" || typeof given === "boolean" ? String(given) : given;
  };

  /** The value of a condition, or nothing where CloudFormation alone knows it. */
  const condition = (name: unknown): boolean | undefined => {
    if (typeof name !== "string" || conditionsInProgress.has(name)) return undefined;
    conditionsInProgress.add(name);
    const value = resolve(template.Conditions?.[name]);
    conditionsInProgress.delete(name);
    return typeof value === "boolean" ? value : undefined;
  };

  /** Each answers `undefined` for what can't be known here; the function then stays as it is. */
  const functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: reference,
    Condition: condition,
    "Fn::If": (argument) => {
      const [name, yes, no] = Array.isArray(argument) ? argument : [];
      const holds = condition(name);
      return holds === undefined ? undefined : resolve(holds ? yes : no);
    },
    "Fn::Equals": (argument) => {
      const sides = resolve(argument);
      if (!Array.isArray(sides) || sides.some((side) => typeof side === "object")) return undefined;
      return String(sides[0]) === String(sides[1]);
    },
    "Fn::Not": (argument) => {
      const [value] = truths(resolve(argument));
      return value === undefined ? undefined : !value;
    },
    "Fn::And": (argument) => {
      const values = truths(resolve(argument));
      if (values.includes(false)) return false;
      return values.includes(undefined) ? undefined : true;
    },
    "Fn::Or": (argument) => {
      const values = truths(resolve(argument));
      if (values.includes(true)) return true;
      return values.includes(undefined) ? undefined : false;
    },
    "Fn::Sub": (argument) => (typeof argument === "string" ? substitute(argument) : undefined),
    "Fn::Join": (argument) => {
      const [separator, items] = Array.isArray(argument) ? argument : [];
      const parts = resolve(items);
      if (!Array.isArray(parts) || parts.some((part) => typeof part === "object")) return undefined;
      return parts.join(String(separator));
    },
  };

  const substitute = (pattern: string): string | undefined => {
    let isKnown = true;
    const text = pattern.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith("!")) return `\${${name.slice(1)}}`;
      const value = reference(name);
      if (typeof value !== "string") isKnown = false;
      return typeof value === "string" ? value : whole;
    });
    return isKnown ? text : undefined;
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (!isRecord(value)) return value;
    if (isIntrinsic(value) || isConditionReference(value)) {
      const [[name, argument] = ["", undefined]] = Object.entries(value);
      const known = functions[name]?.(argument);
      return known === undefined ? { [name]: argument } : known;
    }
    const members = Object.entries(value).map(([name, member]) => [name, resolve(member)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE));
  }

  return resolve;
}

/** `{Condition: Name}` is a function only where it stands alone; a resource has other members beside it. */
const isConditionReference = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(value).length === 1 && typeof value.Condition === "string";

const truths = (value: unknown): (boolean | undefined)[] =>
  (Array.isArray(value) ? value : []).map((item) => (typeof item === "boolean" ? item : undefined));
