/** Values with one fault: a wrong type, beyond a limit, missing, unknown, or odd. */
import fc from "fast-check";
import { codePoint } from "../code-point.ts";

/** Values that are unexpected anywhere. */
const ODD: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  {},
  [null],
  { $ref: "#" },
  "x".repeat(10_000),
  "\u0000",
  "\ud800",
  "\u202egnp.exe",
  "a\u0301".repeat(300),
  "😀".repeat(100),
  "../../etc/passwd",
  "' OR '1'='1",
  "<script>alert(1)</script>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is text for a template engine
  "${jndi:ldap://127.0.0.1/a}",
  "{{constructor}}",
  "a\r\nset-cookie: b=c",
  "__proto__",
  "2026-02-30T25:61:61Z",
  "null",
  "undefined",
  "NaN",
];

/** Members that no schema has, and inherited members of objects. */
const STRANGE_MEMBERS = [
  "nonsense",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
  "__proto__",
  "a\u0000b",
];

type Path = readonly (string | number)[];

/** All positions in a value, including the value itself. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))];
}

/** Replaces the value at a position; `undefined` removes the member. */
function replaced(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other;
  if (value === null || typeof value !== "object") return value;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  const inner = replaced(copy[name], rest, other);
  if (inner === undefined) delete copy[name];
  else Object.defineProperty(copy, name, { value: inner, enumerable: true, configurable: true });
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** @param valid the value to spoil in one place */
export function spoiledValue(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return valid.chain((value) => {
    const places = fc.constantFrom(...pathsIn(value));
    const odd = fc.oneof(
      fc.constantFrom(...ODD),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: codePoint }),
    );
    return fc.oneof(
      { weight: 4, arbitrary: fc.tuple(places, odd).map(([place, other]) => replaced(value, place, other)) },
      { weight: 1, arbitrary: places.map((place) => replaced(value, place, undefined) ?? {}) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...STRANGE_MEMBERS), odd)
          .map(([name, other]) => replaced(value, [name], other)),
      },
    );
  });
}

const DEEP = 5_000;

/** Bodies that are not JSON, or not what a client would send. */
export const HOSTILE_BODIES: readonly string[] = [
  "",
  "{",
  "null",
  "[]",
  "7",
  '"x"',
  "\u0000",
  "{}{}",
  "\ufeff{}",
  "{'a':1}",
  '{"a":1,}',
  '{"a":1e999}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"email":"a@example.com","email":"b@example.com"}',
  "[".repeat(DEEP),
  `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`,
  `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`,
  JSON.stringify({ a: "x".repeat(70_000) }),
  "<!doctype html>",
  "a=b&c=d",
];

/** Parts of a path, as they are sent. Without `.` and `..`, which URL parsers remove (RFC 3986 §6.2.2.3). */
export const HOSTILE_SEGMENTS: readonly string[] = [
  "%00",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "%2F",
  "%",
  "%zz",
  "%c0%af",
  "%F0%9F%98%80",
  "{id}",
  "null",
  "-1",
  "0",
  "x".repeat(3_000),
  "00000000-0000-0000-0000-000000000000",
  "__proto__",
  "a;b=c",
  "a%0d%0aset-cookie:b=c",
];

export const HOSTILE_QUERIES: readonly string[] = [
  "?",
  "?&",
  "?=",
  "?%",
  "?a",
  "?limit=1&limit=2",
  "?limit[]=1",
  "?cursor=%00",
  "?a=%zz",
  "?limit=1%0d%0a",
  `?cursor=${"A".repeat(6_000)}`,
];
