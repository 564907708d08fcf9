/**
 * The second layer of validation: required members, lengths, ranges, patterns and enum values of the model, compiled once
 * per shape. Violations have AWS's texts, and never repeat a sensitive value:
 *
 *     Value 'nope' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+
 *     Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6
 */
import type { ServiceModel, Shape } from "./service-model.ts";

/** Adds the violations of the value at `path` to `violations`. */
export type ConstraintCheck = (value: unknown, path: string, violations: string[]) => void;

interface Constraint {
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

/** Compiles the checks of a shape and everything below it. The caller owns `cache`, which lives as long as the model. */
export function compileConstraints(
  model: ServiceModel,
  shapeName: string,
  cache: Map<string, ConstraintCheck>,
): ConstraintCheck {
  const known = cache.get(shapeName);
  if (known) return known;
  const shape = model.inputShapes[shapeName];
  if (!shape) throw new Error(`The model has no shape ${shapeName}`);
  const compile = (name: string | undefined): ConstraintCheck =>
    name === undefined ? () => {} : compileConstraints(model, name, cache);
  const shapeOf = (name: string | undefined): Shape | undefined =>
    name === undefined ? undefined : model.inputShapes[name];
  const check = compileShape(shape, compile, shapeOf);
  cache.set(shapeName, check);
  return check;
}

function compileShape(
  shape: Shape,
  compile: (name: string | undefined) => ConstraintCheck,
  shapeOf: (name: string | undefined) => Shape | undefined,
): ConstraintCheck {
  switch (shape.type) {
    case "structure":
      return compileStructure(shape, compile);
    case "list":
      return compileList(shape, compile(shape.member), shapeOf(shape.member));
    case "map":
      return compileMap(shape, compile(shape.value), shapeOf);
    default:
      return compileScalar(shape);
  }
}

function compileStructure(shape: Shape, compile: (name: string) => ConstraintCheck): ConstraintCheck {
  const members = Object.entries(shape.members ?? {}).map(([name, shapeName]) => ({
    name,
    wireName: name.charAt(0).toLowerCase() + name.slice(1),
    check: compile(shapeName),
    required: shape.required?.includes(name) ?? false,
  }));
  return (value, path, violations) => {
    const given = value as Readonly<Record<string, unknown>>;
    for (const { name, wireName, check, required } of members) {
      const memberPath = path === "" ? wireName : `${path}.${wireName}`;
      if (given[name] !== undefined) {
        check(given[name], memberPath, violations);
      } else if (required) {
        violations.push(violation("Value null", memberPath, "Member must not be null"));
      }
    }
  };
}

function compileList(shape: Shape, member: ConstraintCheck, memberShape: Shape | undefined): ConstraintCheck {
  const own = constraintsOf(shape);
  const isNested = memberShape ? !isScalar(memberShape) : false;
  const ofMember = memberShape && !isNested ? constraintsOf(memberShape) : [];
  return (value, path, violations) => {
    const items = value as readonly unknown[];
    const shown = isNested || memberShape?.sensitive ? "Value" : `Value '[${items.join(", ")}]'`;
    checkAll(own, items, shown, path, violations);
    if (isNested) {
      items.forEach((item, index) => {
        member(item ?? {}, `${path}.${index + 1}.member`, violations);
      });
    } else if (items.some((item) => item === null || ofMember.some(({ holds }) => !holds(item)))) {
      violations.push(violation(shown, path, `Member must satisfy constraint: ${all(ofMember)}`));
    }
  };
}

function compileMap(
  shape: Shape,
  valueCheck: ConstraintCheck,
  shapeOf: (name: string | undefined) => Shape | undefined,
): ConstraintCheck {
  const own = constraintsOf(shape);
  const [keyShape, valueShape] = [shapeOf(shape.key), shapeOf(shape.value)];
  const isNested = valueShape ? !isScalar(valueShape) : false;
  const ofKeys = keyShape ? constraintsOf(keyShape) : [];
  const ofValues = valueShape && !isNested ? constraintsOf(valueShape) : [];
  return (value, path, violations) => {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    const shown =
      isNested || valueShape?.sensitive || keyShape?.sensitive
        ? "Value"
        : `Value '{${entries.map(([key, item]) => `${key}=${String(item)}`).join(", ")}}'`;
    checkAll(own, entries, shown, path, violations);
    if (entries.some(([key]) => ofKeys.some(({ holds }) => !holds(key)))) {
      violations.push(violation(shown, path, `Map keys must satisfy constraint: ${all(ofKeys)}`));
    }
    if (entries.some(([, item]) => ofValues.some(({ holds }) => !holds(item)))) {
      violations.push(violation(shown, path, `Map value must satisfy constraint: ${all(ofValues)}`));
    }
    if (isNested) {
      for (const [key, item] of entries) {
        valueCheck(item, `${path}.${key}.member`, violations);
      }
    }
  };
}

function compileScalar(shape: Shape): ConstraintCheck {
  const constraints = constraintsOf(shape);
  return (value, path, violations) => {
    checkAll(constraints, value, shape.sensitive ? "Value" : `Value '${String(value)}'`, path, violations);
  };
}

function checkAll(
  constraints: readonly Constraint[],
  value: unknown,
  shown: string,
  path: string,
  violations: string[],
): void {
  for (const { text, holds } of constraints) {
    if (!holds(value)) violations.push(violation(shown, path, text));
  }
}

function violation(shown: string, path: string, constraint: string): string {
  return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function all(constraints: readonly Constraint[]): string {
  return `[${constraints.map(({ text }) => text).join(", ")}]`;
}

function isScalar(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}

function constraintsOf(shape: Shape): readonly Constraint[] {
  return [...boundsOf(shape), ...patternOf(shape), ...enumOf(shape)];
}

function boundsOf({ type, min, max }: Shape): readonly Constraint[] {
  const isNumber = type === "integer" || type === "long";
  const what = isNumber ? "value" : "length";
  const measure = isNumber ? (value: unknown) => value as number : (value: unknown) => lengthOf(value);
  const constraints: Constraint[] = [];
  if (max !== undefined) {
    constraints.push({
      text: `Member must have ${what} less than or equal to ${max}`,
      holds: (value) => measure(value) <= max,
    });
  }
  if (min !== undefined) {
    constraints.push({
      text: `Member must have ${what} greater than or equal to ${min}`,
      holds: (value) => measure(value) >= min,
    });
  }
  return constraints;
}

function lengthOf(value: unknown): number {
  return (value as { readonly length: number }).length;
}

/** Some patterns of message templates take cubic time on hostile text; a much longer text is refused by its length only. */
const longestMatched = 20_000;

function patternOf({ pattern }: Shape): readonly Constraint[] {
  if (pattern === undefined) return [];
  // Java's inline flag for "dot matches line breaks" is a flag of its own here; Java matches the whole value.
  const dotAll = pattern.startsWith("(?s)");
  const expression = new RegExp(`^(?:${dotAll ? pattern.slice(4) : pattern})$`, dotAll ? "us" : "u");
  return [
    {
      text: `Member must satisfy regular expression pattern: ${pattern}`,
      holds: (value) => lengthOf(value) > longestMatched || expression.test(value as string),
    },
  ];
}

function enumOf({ enum: values }: Shape): readonly Constraint[] {
  if (values === undefined) return [];
  const known = new Set<unknown>(values);
  return [
    {
      text: `Member must satisfy enum value set: [${values.join(", ")}]`,
      holds: (value) => known.has(value),
    },
  ];
}
