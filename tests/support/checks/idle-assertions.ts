/** Finds constructs in a test's source that may let it pass without checking anything. */
import { parseSync } from "@swc/core";

interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
}

type Member = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node & Member =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** All direct children of a node. */
const childrenOf = (node: Node & Member): (Node & Member)[] =>
  Object.entries(node)
    .filter(([name]) => name !== "span")
    .flatMap(([, value]) => (Array.isArray(value) ? value.flatMap(unwrap) : unwrap(value)));

/** Arguments of calls are in objects without a type. */
function unwrap(value: unknown): (Node & Member)[] {
  if (isNode(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => name !== "span")
    .flatMap(([, member]) => (Array.isArray(member) ? member.flatMap(unwrap) : unwrap(member)));
}

/** The identifier at the beginning of a call: `test` of `test.each(…)(…)`, `expect` of `expect(…)`. */
function calledName(node: unknown): string {
  let called = node;
  while (isNode(called) && (called.type === "CallExpression" || called.type === "MemberExpression")) {
    called = called.type === "CallExpression" ? called.callee : called.object;
  }
  return isNode(called) && called.type === "Identifier" ? String(called.value) : "";
}

/** `expect(…)` and functions that are named after it; `expect.any(…)` asserts nothing. */
const isAssertion = ({ type, callee }: Node & Member): boolean =>
  type === "CallExpression" &&
  isNode(callee) &&
  callee.type === "Identifier" &&
  /^expect/.test(String(callee.value));

const isTest = (node: Node & Member): boolean =>
  node.type === "CallExpression" && /^(test|it|describe)([A-Z]|$)/.test(calledName(node));

function holds(node: unknown, is: (node: Node & Member) => boolean): boolean {
  return isNode(node) && (is(node) || childrenOf(node).some((child) => holds(child, is)));
}

/**
 * The complaints about each kind of node:
 *
 * - an assertion in only one branch: if the other one is taken, nothing is checked;
 * - tests that exist only under a condition: if it is false, they are missing without notice;
 * - an assertion about an error that may not come;
 * - a missing value that is compared as if it were empty;
 * - a loop that only polls.
 */
function complaintOf(node: Node & Member): string | null {
  switch (node.type) {
    case "IfStatement":
      return holds(node.consequent, isTest) || holds(node.alternate, isTest)
        ? "tests under a condition"
        : oneSided(node.consequent, node.alternate);
    case "ConditionalExpression":
      return oneSided(node.consequent, node.alternate);
    case "BinaryExpression":
      return oneSided(["&&", "||", "??"].includes(String(node.operator)) ? node.right : null, null);
    case "CatchClause":
      return holds(node.body, isAssertion) ? "an assertion about an error that may not come" : null;
    case "WhileStatement":
    case "DoWhileStatement":
      return isNode(node.body) && isEmpty(node.body) ? "a loop that only asks again" : null;
    case "CallExpression":
      return comparesAbsence(node) ? "what is absent passes for empty" : null;
    default:
      return null;
  }
}

const oneSided = (one: unknown, other: unknown): string | null =>
  holds(one, isAssertion) === holds(other, isAssertion) ? null : "an assertion in one branch";

const isEmpty = (body: Node & Member): boolean =>
  body.type === "EmptyStatement" || (body.type === "BlockStatement" && childrenOf(body).length === 0);

/** `expect(found ?? []).toEqual([])` */
function comparesAbsence({ callee, arguments: given }: Node & Member): boolean {
  const isEmptyLiteral = (value: unknown): boolean =>
    isNode(value) &&
    ((value.type === "ArrayExpression" && (value.elements as unknown[]).length === 0) ||
      (value.type === "ObjectExpression" && (value.properties as unknown[]).length === 0) ||
      (value.type === "StringLiteral" && value.value === ""));
  const argumentsOf = (list: unknown): unknown[] =>
    (Array.isArray(list) ? list : []).map((argument) => (argument as Member).expression);
  const asserted = isNode(callee) && callee.type === "MemberExpression" ? callee.object : undefined;
  if (!isNode(asserted) || !isAssertion(asserted) || !argumentsOf(given).some(isEmptyLiteral)) return false;
  const [actual] = argumentsOf(asserted.arguments);
  return (
    isNode(actual) &&
    actual.type === "BinaryExpression" &&
    actual.operator === "??" &&
    isEmptyLiteral(actual.right)
  );
}

/** Each as `line: complaint`. */
export function idleAssertions(source: string): string[] {
  const bytes = Buffer.from(source);
  const program = parseSync(source, { syntax: "typescript", target: "es2024" }) as unknown as Node & Member;
  const start = program.span?.start ?? 0;
  const first = firstOffset(source);
  const found: string[] = [];
  const visit = (node: Node & Member): void => {
    const complaint = complaintOf(node);
    if (complaint !== null) {
      const offset = (node.span?.start ?? start) - start + first;
      found.push(`${bytes.subarray(0, offset).toString().split("\n").length}: ${complaint}`);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

/** A program's span begins with its first statement, after comments. */
function firstOffset(source: string): number {
  const [comments = ""] = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/.exec(source) ?? [];
  return Buffer.byteLength(comments);
}
