/**
 * Reads policies (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). Parts that the local cloud
 * does not model are kept by name, and refuse every request that they could affect.
 */
import type { Conditions } from "./conditions.ts";

/** One of these patterns has to match, or, for `NotAction` and `NotResource`, none. */
export interface Choice {
  readonly patterns: readonly string[];
  readonly isExcluded: boolean;
}

/** The principals of a statement of a resource's policy, by kind: `{AWS: ["arn:aws:iam::000000000000:role/reader"]}`. */
export type Principals = "everyone" | Readonly<Record<string, readonly string[]>>;

export interface Statement {
  /** Its place: `own-files, statement 2 (ListOwn)`. */
  readonly place: string;
  readonly effect: "Allow" | "Deny";
  readonly action: Choice;
  /** `null` in a trust policy, which is about its role. */
  readonly resource: Choice | null;
  /** `null` in a policy of a role or a session, which is about its owner. */
  readonly principals: Principals | null;
  readonly conditions: Conditions;
  /** Parts that the local cloud does not model, or that IAM does not have. */
  readonly notModelled: readonly string[];
}

export interface Policy {
  readonly statements: readonly Statement[];
  /** Policies before version 2012-10-17 have no variables: `${` is text in them. */
  readonly hasVariables: boolean;
}

/** The kind of owner of a policy. */
export type PolicyKind = "identity" | "resource" | "trust";

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const EVERYTHING: Choice = { patterns: ["*"], isExcluded: false };
const KNOWN_ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "Condition",
]);

/** @param name the policy's, for messages */
export function readPolicy(name: string, document: unknown, kind: PolicyKind): Policy {
  const version = isJson(document) ? (document.Version ?? "2008-10-17") : undefined;
  const statements = isJson(document) ? [document.Statement].flat() : [];
  const isRead =
    statements.length > 0 &&
    statements.every(isJson) &&
    (version === "2012-10-17" || version === "2008-10-17");
  if (!isRead) return { statements: [unreadable(name, kind)], hasVariables: false };
  return {
    hasVariables: version === "2012-10-17",
    statements: statements.map((statement, index) =>
      readStatement(statement, kind, `${name}, statement ${index + 1}`),
    ),
  };
}

/** Replaces a document that can't be read: it could deny anything. */
const unreadable = (name: string, kind: PolicyKind): Statement => ({
  place: name,
  effect: "Deny",
  action: EVERYTHING,
  resource: EVERYTHING,
  principals: kind === "identity" ? null : "everyone",
  conditions: {},
  notModelled: ["the document"],
});

function readStatement(statement: Json, kind: PolicyKind, position: string): Statement {
  const notModelled = Object.keys(statement).filter((element) => !KNOWN_ELEMENTS.has(element));
  const noted = <Value>(value: Value | null, element: string, otherwise: Value): Value => {
    if (value === null) notModelled.push(element);
    return value ?? otherwise;
  };
  const { Sid, Effect, Principal, Condition = {} } = statement;
  const isEffect = Effect === "Allow" || Effect === "Deny";
  if (!isEffect) notModelled.push("Effect");
  const action = noted(readChoice(statement, "Action", "NotAction"), "Action", EVERYTHING);
  const resource =
    kind === "trust" ? null : noted(readChoice(statement, "Resource", "NotResource"), "Resource", EVERYTHING);
  if (kind === "trust" && ("Resource" in statement || "NotResource" in statement)) {
    notModelled.push("Resource");
  }
  if (kind === "identity" && Principal !== undefined) notModelled.push("Principal");
  return {
    place: typeof Sid === "string" ? `${position} (${Sid})` : position,
    effect: isEffect ? Effect : "Deny",
    action,
    resource,
    principals: kind === "identity" ? null : noted(readPrincipals(Principal), "Principal", "everyone"),
    conditions: noted(readConditions(Condition), "Condition", {}),
    notModelled,
  };
}

function readChoice(statement: Json, name: string, excluding: string): Choice | null {
  const given = [name, excluding].filter((element) => element in statement);
  const [element] = given;
  const patterns = element === undefined ? null : readTexts(statement[element]);
  if (given.length !== 1 || patterns === null || patterns.length === 0) return null;
  return { patterns, isExcluded: element === excluding };
}

function readPrincipals(principal: unknown): Principals | null {
  if (principal === "*") return "everyone";
  if (!isJson(principal)) return null;
  const kinds = Object.entries(principal).map(([kind, names]) => [kind, readTexts(names)] as const);
  if (kinds.length === 0 || kinds.some(([, names]) => names === null)) return null;
  if (kinds.some(([kind, names]) => kind === "AWS" && names?.includes("*"))) return "everyone";
  return Object.fromEntries(kinds.map(([kind, names]) => [kind, names ?? []]));
}

function readConditions(condition: unknown): Conditions | null {
  if (!isJson(condition)) return null;
  const operators = Object.entries(condition).map(([operator, keys]) => {
    if (!isJson(keys)) return null;
    const read = Object.entries(keys).map(([key, values]) => [key, readTexts(values)] as const);
    return read.some(([, values]) => values === null)
      ? null
      : ([operator, Object.fromEntries(read.map(([key, values]) => [key, values ?? []]))] as const);
  });
  return operators.includes(null)
    ? null
    : Object.fromEntries(operators.filter((operator) => operator !== null));
}

/** Strings, numbers and booleans, one or several; `null` for anything else. */
function readTexts(value: unknown): readonly string[] | null {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((item) => ["string", "number", "boolean"].includes(typeof item))
    ? values.map(String)
    : null;
}
