/**
 * Conditions of policies
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html). Unknown operators,
 * and keys whose values the local cloud does not know, are never guessed.
 */
import { type KeyValues, matches, NO_VALUE, type Pattern, readPattern, readText } from "./policy-text.ts";
import { all, any, NotEvaluated, not, type Verdict } from "./verdict.ts";

/** By operator and key: `{"StringLike": {"s3:prefix": ["users/*"]}}`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (value: string) => boolean;

/** How an operator compares with one expected value. */
type MakeTest = (expected: string, variables: KeyValues | null) => Test | typeof NO_VALUE | NotEvaluated;

/** Values that are unknown or missing pass through. */
function onText(compare: (value: string, expected: string) => boolean): MakeTest {
  return (expected, variables) => {
    const text = readText(expected, variables);
    return typeof text === "string" ? (value) => compare(value, text) : text;
  };
}

function onPattern(compare: (value: string, pattern: Pattern) => boolean): MakeTest {
  return (expected, variables) => {
    const pattern = readPattern(expected, variables);
    return Array.isArray(pattern)
      ? (value) => compare(value, pattern)
      : (pattern as typeof NO_VALUE | NotEvaluated);
  };
}

const onNumber = (compare: (value: number, expected: number) => boolean): MakeTest =>
  onText((value, expected) => {
    const isNumber = [value, expected].every((text) => text.trim() !== "" && Number.isFinite(Number(text)));
    return isNumber && compare(Number(value), Number(expected));
  });

const equals = onText((value, expected) => value === expected);
const equalsIgnoringCase = onText((value, expected) => value.toLowerCase() === expected.toLowerCase());
const like = onPattern((value, pattern) => matches(pattern, value));
const numberEquals = onNumber((value, expected) => value === expected);

/** Each of an ARN's six parts separately: no wildcard matches across a colon. */
const arnLike: MakeTest = (expected, variables) => {
  const parts = partsOf(expected).map((part) => readPattern(part, variables));
  const missing = parts.find((part) => !Array.isArray(part));
  if (missing !== undefined) return missing as typeof NO_VALUE | NotEvaluated;
  return (value) => {
    const given = partsOf(value);
    return (
      given.length === 6 &&
      parts.length === 6 &&
      parts.every((part, index) => matches(part as Pattern, given[index] ?? ""))
    );
  };
};

/** A variable's name may contain colons. */
function partsOf(arn: string): string[] {
  const parts = arn.match(/(?:\$\{[^}]*\}|[^:])+|(?<=:)(?=:)/gu) ?? [];
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

interface Operator {
  readonly makeTest: MakeTest;
  /** Holds if no expected value matches. */
  readonly isNegated: boolean;
}

const positive = (makeTest: MakeTest): Operator => ({ makeTest, isNegated: false });
const negative = (makeTest: MakeTest): Operator => ({ makeTest, isNegated: true });

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", positive(equals)],
  ["StringNotEquals", negative(equals)],
  ["StringEqualsIgnoreCase", positive(equalsIgnoringCase)],
  ["StringNotEqualsIgnoreCase", negative(equalsIgnoringCase)],
  ["StringLike", positive(like)],
  ["StringNotLike", negative(like)],
  ["NumericEquals", positive(numberEquals)],
  ["NumericNotEquals", negative(numberEquals)],
  ["NumericLessThan", positive(onNumber((value, expected) => value < expected))],
  ["NumericLessThanEquals", positive(onNumber((value, expected) => value <= expected))],
  ["NumericGreaterThan", positive(onNumber((value, expected) => value > expected))],
  ["NumericGreaterThanEquals", positive(onNumber((value, expected) => value >= expected))],
  ["Bool", positive(equalsIgnoringCase)],
  ["ArnEquals", positive(arnLike)],
  ["ArnLike", positive(arnLike)],
  ["ArnNotEquals", negative(arnLike)],
  ["ArnNotLike", negative(arnLike)],
]);

/** The parts of an operator's name: `ForAllValues:StringLikeIfExists`. */
interface OperatorName {
  readonly quantifier: string | undefined;
  readonly operator: Operator;
  readonly ifExists: boolean;
}

function readOperator(name: string): OperatorName | null {
  const [, quantifier, base = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  return operator === undefined ? null : { quantifier, operator, ifExists: ifExists !== undefined };
}

/** Whether all conditions of a statement hold. */
export function conditionsHold(
  conditions: Conditions,
  values: KeyValues,
  variables: KeyValues | null,
): Verdict {
  return all(
    Object.entries(conditions).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, expected]) => holds(name, { key, expected, values, variables })),
    ),
  );
}

interface Comparison {
  readonly key: string;
  readonly expected: readonly string[];
  readonly values: KeyValues;
  readonly variables: KeyValues | null;
}

function holds(name: string, { key, expected, values, variables }: Comparison): Verdict {
  const read = readOperator(name);
  if (read === null && name !== "Null") return new NotEvaluated(`the condition operator ${name}`);
  const found = values(key);
  if (found === undefined) return new NotEvaluated(`the condition key ${key}`);
  if (read === null) return isMissing(found, expected);
  if (found.length === 0) return holdsWithoutValue(read);
  const { quantifier, operator } = read;
  const tests = expected.map((value) => operator.makeTest(value, variables));
  // "Does not equal nothing" could be read either way.
  if (operator.isNegated && tests.includes(NO_VALUE)) {
    return new NotEvaluated(`${name} of ${key} with a policy variable that has no value`);
  }
  const verdicts = found.map((value) => {
    const isMatch = any(tests.map((test) => (typeof test === "function" ? test(value) : withoutValue(test))));
    return operator.isNegated ? not(isMatch) : isMatch;
  });
  if (quantifier === "ForAllValues") return all(verdicts);
  if (quantifier === "ForAnyValue") return any(verdicts);
  return verdicts.length === 1 ? all(verdicts) : new NotEvaluated(`${name} of the several values of ${key}`);
}

const withoutValue = (test: typeof NO_VALUE | NotEvaluated): Verdict => (test === NO_VALUE ? false : test);

const holdsWithoutValue = ({ quantifier, operator, ifExists }: OperatorName): boolean =>
  quantifier === "ForAllValues" || ifExists || (operator.isNegated && quantifier === undefined);

function isMissing(found: readonly string[], expected: readonly string[]): Verdict {
  const [wanted, ...others] = expected;
  if (others.length > 0 || (wanted !== "true" && wanted !== "false")) {
    return new NotEvaluated("the condition operator Null with a value other than true or false");
  }
  return (found.length === 0) === (wanted === "true");
}

/** The parts of conditions that can't be evaluated for any request. */
export const unknownOperators = (conditions: Conditions): readonly string[] =>
  Object.keys(conditions)
    .filter((name) => name !== "Null" && readOperator(name) === null)
    .map((name) => `the condition operator ${name}`);
