/** Requests to one operation: valid ones, invalid ones, and hostile ones that no client would send. */
import fc from "fast-check";
import { codePoint } from "../code-point.ts";
import type { DocumentedOperation } from "./documented-operation.ts";
import { HOSTILE_BODIES, HOSTILE_QUERIES, HOSTILE_SEGMENTS, spoiledValue } from "./spoiled-value.ts";
import { validValue } from "./valid-value.ts";

/** The user of the token, and the token's fault. */
export type TokenKind = "own" | "none" | "garbage" | "tampered" | "unsigned" | "identity" | "scopeless";

export interface FuzzRequest {
  readonly method: string;
  /** With markers for known values. */
  readonly url: string;
  readonly token: TokenKind;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  /** Whether each part of the path is valid according to the document. */
  readonly hasDocumentedPath: boolean;
}

const CONTENT_TYPES = [
  "application/json; charset=utf-8",
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/json;",
  "application/jsonx",
  "*/*",
  "x",
];

const TOKENS: readonly TokenKind[] = ["none", "garbage", "tampered", "unsigned", "identity", "scopeless"];

interface Path {
  readonly text: string;
  readonly isDocumented: boolean;
}

const mostly = <Value>(usual: fc.Arbitrary<Value>, seldom: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: seldom });

/** Percent-encoded, except for the markers. */
const encode = (value: string) =>
  value
    .toWellFormed()
    .split(/(\{\{\w+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join("");

function pathOf({ path, pathParameters }: DocumentedOperation): fc.Arbitrary<Path> {
  const names = Object.keys(pathParameters);
  const good = names.map((name) =>
    validValue(pathParameters[name] ?? {}, name).map((value) => encode(String(value))),
  );
  const bad = fc.oneof(
    fc.constantFrom(...HOSTILE_SEGMENTS),
    fc.string({ unit: codePoint, minLength: 1, maxLength: 40 }).map(encode),
  );
  const fill = (values: readonly string[]) =>
    names.reduce((text, name, index) => text.replace(`{${name}}`, () => values[index] ?? ""), path);
  if (names.length === 0) return fc.constant({ text: path, isDocumented: true });
  return mostly<Path>(
    fc.tuple(...good).map((values) => ({ text: fill(values), isDocumented: true })),
    // The router decides what a hostile part means: it may even lead to another route.
    fc.tuple(...names.map(() => bad)).map((values) => ({ text: fill(values), isDocumented: false })),
  );
}

function queryOf({ query }: DocumentedOperation): fc.Arbitrary<string> {
  const valid = validValue(query);
  const print = (value: unknown): string => {
    const members =
      value !== null && typeof value === "object" && !Array.isArray(value) ? value : { "": value };
    const pairs = Object.entries(members).map(([name, member]) => {
      const text = typeof member === "string" ? member : (JSON.stringify(member) ?? "");
      return `${encode(name)}=${encode(text.slice(0, 2_000))}`;
    });
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  };
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(print) },
    { weight: 2, arbitrary: spoiledValue(valid).map(print) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_QUERIES) },
  );
}

function bodyOf({ body }: DocumentedOperation): fc.Arbitrary<string | undefined> {
  // An unexpected body changes nothing.
  if (body === undefined) {
    return mostly<string | undefined>(fc.constant(undefined), fc.constantFrom("{}", "x", "["));
  }
  const valid = validValue(body);
  const print = (value: unknown) => JSON.stringify(value) ?? "";
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(print) },
    { weight: 5, arbitrary: spoiledValue(valid).map(print) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_BODIES) },
  );
}

/** Any request to an operation. */
export function fuzzRequest(operation: DocumentedOperation): fc.Arbitrary<FuzzRequest> {
  const token: fc.Arbitrary<TokenKind> = fc.oneof(
    { weight: 6, arbitrary: fc.constant("own" as const) },
    { weight: operation.scope === undefined ? 0 : 1, arbitrary: fc.constantFrom(...TOKENS) },
  );
  const contentType = fc.oneof(
    { weight: 12, arbitrary: fc.constant("application/json") },
    { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES, undefined) },
  );
  return fc
    .record({
      path: pathOf(operation),
      query: queryOf(operation),
      body: bodyOf(operation),
      token,
      contentType,
    })
    .map(({ path, query, ...rest }) => ({
      ...rest,
      method: operation.method,
      url: path.text + query,
      hasDocumentedPath: path.isDocumented,
    }));
}
