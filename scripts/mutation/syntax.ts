/**
 * The syntax of a source file, parsed by swc, with positions in the string: swc counts UTF-8 bytes from 1, a string counts UTF-16
 * units from 0.
 */
import { parseSync } from "@swc/core";

/** A node of swc's syntax tree. Its other members depend on its type. */
export interface SyntaxNode {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [member: string]: unknown;
}

export interface Syntax {
  readonly root: SyntaxNode;
  readonly source: string;
  /** Where the node starts and ends in `source`. */
  readonly rangeOf: (node: SyntaxNode) => { readonly start: number; readonly end: number };
}

/** @throws Error if the text is not TypeScript */
export function parseSource(source: string): Syntax {
  const root = parseSync(source, { syntax: "typescript", target: "es2024" }) as unknown as SyntaxNode;
  const offsets = offsetsOfBytes(source);
  const at = (position: number) => offsets[position - 1] ?? source.length;
  return { root, source, rangeOf: ({ span }) => ({ start: at(span.start), end: at(span.end) }) };
}

function offsetsOfBytes(source: string): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const character of source) {
    const bytes = Buffer.byteLength(character);
    for (let index = 0; index < bytes; index += 1) offsets.push(offset);
    offset += character.length;
  }
  offsets.push(offset);
  return offsets;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** The member of a node that must be a node. */
export function nodeAt(node: SyntaxNode, member: string): SyntaxNode {
  const value = node[member];
  if (!isNode(value)) throw new Error(`swc gave a ${node.type} without ${member}`);
  return value;
}

/** Nodes that hold an expression and a type; every other node whose name starts with `Ts` is only a type. */
const TYPED_EXPRESSIONS = new Set([
  "TsAsExpression",
  "TsConstAssertion",
  "TsNonNullExpression",
  "TsSatisfiesExpression",
]);

/** Members that are names, where a literal is not a value. */
const NAMES: Readonly<Record<string, string>> = {
  KeyValueProperty: "key",
  MethodProperty: "key",
  ClassMethod: "key",
  ClassProperty: "key",
  TaggedTemplateExpression: "template",
};

const NO_CODE = new Set(["ImportDeclaration", "ExportAllDeclaration", "ExportNamedDeclaration"]);

/** Calls `visit` with every node of executable code and its ancestors, the innermost first. Types are skipped. */
export function walkCode(
  root: SyntaxNode,
  visit: (node: SyntaxNode, parents: readonly SyntaxNode[]) => void,
): void {
  const walk = (node: SyntaxNode, parents: readonly SyntaxNode[]): void => {
    if (isRunning(node) && node.span !== undefined) visit(node, parents);
    for (const child of childrenOf(node)) walk(child, [node, ...parents]);
  };
  walk(root, []);
}

function isRunning({ type }: SyntaxNode): boolean {
  return !NO_CODE.has(type) && (!type.startsWith("Ts") || TYPED_EXPRESSIONS.has(type));
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (!isRunning(node)) return [];
  return Object.entries(node)
    .filter(([member]) => member !== "span" && NAMES[node.type] !== member)
    .flatMap(([, value]) => nodesIn(value));
}

/** Arguments and elements come wrapped: `{ spread, expression }`. */
function nodesIn(value: unknown): readonly SyntaxNode[] {
  if (isNode(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(nodesIn) : [];
}
