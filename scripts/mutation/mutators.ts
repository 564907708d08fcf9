/** The mutations: the replacements for each kind of syntax. */
import { isNode, nodeAt, type SyntaxNode } from "./syntax.ts";

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MutatorContext {
  readonly node: SyntaxNode;
  /** The innermost first. */
  readonly parents: readonly SyntaxNode[];
  readonly source: string;
  readonly rangeOf: (node: SyntaxNode) => { readonly start: number; readonly end: number };
}

type Mutator = (context: MutatorContext) => readonly Replacement[];

/** Replaces the whole node with each of the texts. */
function whole(context: MutatorContext, ...texts: readonly string[]): readonly Replacement[] {
  return texts.map((text) => ({ ...context.rangeOf(context.node), text }));
}

function textOf({ source, rangeOf }: MutatorContext, node: SyntaxNode): string {
  const { start, end } = rangeOf(node);
  return source.slice(start, end);
}

/** Replaces the first occurrence of `old` after `from`. */
function inside(
  { source }: MutatorContext,
  { from, old, texts }: { readonly from: number; readonly old: string; readonly texts: readonly string[] },
): readonly Replacement[] {
  const start = source.indexOf(old, from);
  return texts.map((text) => ({ start, end: start + old.length, text }));
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "&": ["|"],
  "|": ["&"],
  "<<": [">>"],
  ">>": ["<<"],
  ">>>": ["<<"],
};

/** Only one side: each must matter. */
const JOINED = new Set(["&&", "||", "??"]);

function isText(node: SyntaxNode): boolean {
  if (node.type === "StringLiteral" || node.type === "TemplateLiteral") return true;
  return node.type === "BinaryExpression" && (isText(nodeAt(node, "left")) || isText(nodeAt(node, "right")));
}

/** Whether the node is a whole condition, which `true` and `false` already replace. */
function isCondition({ node, parents: [parent] }: MutatorContext): boolean {
  return parent !== undefined && parent.test === node;
}

const binary: Mutator = (context) => {
  const { node, rangeOf } = context;
  const [left, right] = [nodeAt(node, "left"), nodeAt(node, "right")];
  const operator = String(node.operator);
  if (JOINED.has(operator)) return whole(context, textOf(context, left), textOf(context, right));
  if (operator === "+" && isText(node)) return [];
  if (operator.endsWith("==") && isCondition(context)) return [];
  return inside(context, { from: rangeOf(left).end, old: operator, texts: OPERATORS[operator] ?? [] });
};

const condition: Mutator = (context) => {
  const test = context.node.test;
  if (!isNode(test) || test.type === "BooleanLiteral") return [];
  const range = context.rangeOf(test);
  const isLoop = /^(For|While|DoWhile)Statement$/.test(context.node.type);
  return (isLoop ? ["false"] : ["true", "false"]).map((text) => ({ ...range, text }));
};

const unary: Mutator = (context) => {
  const argument = nodeAt(context.node, "argument");
  if (context.node.operator === "!" && !isCondition(context)) {
    return whole(context, textOf(context, argument));
  }
  if (context.node.operator === "-" && argument.type !== "NumericLiteral") {
    return whole(context, textOf(context, argument));
  }
  return [];
};

const isDirective = ({ parents: [parent] }: MutatorContext) => parent?.type === "ExpressionStatement";

const text: Mutator = (context) => {
  if (isDirective(context)) return [];
  return whole(context, context.node.value === "" ? '"mutated"' : '""');
};

const template: Mutator = (context) => {
  const quasis = context.node.quasis as readonly { readonly raw: string }[];
  return quasis.some(({ raw }) => raw !== "") ? whole(context, "``") : [];
};

const number: Mutator = (context) => whole(context, String(Number(context.node.value) + 1));

const bigNumber: Mutator = (context) => whole(context, `(${textOf(context, context.node)} + 1n)`);

const boolean: Mutator = (context) => whole(context, String(context.node.value !== true));

/** Whether the statement is the whole branch of a condition: removing it equals replacing the condition with `false`. */
function isOnlyConsequence({ node, parents: [parent, grandparent] }: MutatorContext): boolean {
  if (parent?.type === "IfStatement") return true;
  return (
    parent?.type === "BlockStatement" &&
    grandparent?.type === "IfStatement" &&
    (parent.stmts as readonly SyntaxNode[]).every((statement) => statement === node)
  );
}

const removed: Mutator = (context) => {
  const expression = context.node.expression;
  if (isNode(expression) && expression.type === "StringLiteral") return [];
  return isOnlyConsequence(context) ? [] : whole(context, ";");
};

/** Method calls that may be removed, so that only their object stays. */
const DROPPED = new Set(
  (
    "sort toSorted reverse toReversed filter slice flat trim trimStart trimEnd toLowerCase toUpperCase normalize " +
    "replace replaceAll padStart padEnd subarray"
  ).split(" "),
);

const EXCHANGED: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  startsWith: "endsWith",
  endsWith: "startsWith",
  min: "max",
  max: "min",
  find: "findLast",
};

const call: Mutator = (context) => {
  const callee = context.node.callee;
  if (!isNode(callee)) return [];
  const member = callee.type === "OptionalChainingExpression" ? nodeAt(callee, "base") : callee;
  if (member.type !== "MemberExpression") return [];
  const [object, property] = [nodeAt(member, "object"), nodeAt(member, "property")];
  const name = property.type === "Identifier" ? String(property.value) : "";
  if (DROPPED.has(name)) return whole(context, textOf(context, object));
  const other = EXCHANGED[name];
  return other === undefined ? [] : [{ ...context.rangeOf(property), text: other }];
};

const optionalChain: Mutator = (context) => {
  if (context.node.optional !== true) return [];
  const base = nodeAt(context.node, "base");
  const object = nodeAt(base, base.type === "CallExpression" ? "callee" : "object");
  const from = context.rangeOf(object).end;
  const isNamed = /^\s*\?\.\s*[\w$#]/.test(context.source.slice(from));
  return inside(context, { from, old: "?.", texts: [isNamed ? "." : ""] });
};

const array: Mutator = (context) =>
  (context.node.elements as readonly unknown[]).length > 0 ? whole(context, "[]") : [];

/** `...(condition && { member })` without its members. */
const objectSpread: Mutator = (context) =>
  (context.node.properties as readonly SyntaxNode[])
    .filter(({ type }) => type === "SpreadElement")
    .map((spread) => ({ ...context.rangeOf(nodeAt(spread, "arguments")), text: "{}" }));

const expression: Mutator = (context) => {
  const { pattern, flags } = context.node as unknown as { readonly pattern: string; readonly flags: string };
  const others = [
    ...(pattern.startsWith("^") ? [`/${pattern.slice(1)}/${flags}`] : []),
    ...(pattern.endsWith("$") && !pattern.endsWith("\\$") ? [`/${pattern.slice(0, -1)}/${flags}`] : []),
    ...[..."gi"]
      .filter((flag) => flags.includes(flag))
      .map((flag) => `/${pattern}/${flags.replace(flag, "")}`),
  ];
  return whole(context, ...others.filter((other) => !other.startsWith("//")));
};

const ASSIGNMENTS: Readonly<Record<string, string>> = {
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "|=": "&=",
  "&=": "|=",
  "^=": "=",
  "<<=": ">>=",
  ">>=": "<<=",
  ">>>=": "<<=",
  "??=": "=",
  "||=": "=",
  "&&=": "=",
};

const assignment: Mutator = (context) => {
  const operator = String(context.node.operator);
  const other = ASSIGNMENTS[operator];
  if (other === undefined || isText(nodeAt(context.node, "right"))) return [];
  return inside(context, {
    from: context.rangeOf(nodeAt(context.node, "left")).end,
    old: operator,
    texts: [other],
  });
};

const update: Mutator = (context) =>
  whole(
    context,
    textOf(context, context.node).replace(/\+\+|--/, (old) => (old === "++" ? "--" : "++")),
  );

/** By the type of the node. */
export const mutators: Readonly<Record<string, readonly Mutator[]>> = {
  BinaryExpression: [binary],
  IfStatement: [condition],
  ConditionalExpression: [condition],
  WhileStatement: [condition],
  DoWhileStatement: [condition],
  ForStatement: [condition],
  UnaryExpression: [unary],
  StringLiteral: [text],
  TemplateLiteral: [template],
  NumericLiteral: [number],
  BigIntLiteral: [bigNumber],
  BooleanLiteral: [boolean],
  ExpressionStatement: [removed],
  ThrowStatement: [removed],
  CallExpression: [call],
  OptionalChainingExpression: [optionalChain],
  ArrayExpression: [array],
  ObjectExpression: [objectSpread],
  RegExpLiteral: [expression],
  AssignmentExpression: [assignment],
  UpdateExpression: [update],
};
