/** Bodies that no AWS client sends. */
import fc from "fast-check";

const DEEP = 20_000;
const HUGE = "x".repeat(100_000);

/** Members that no model has, and inherited members of objects. */
const strangeMembers: Readonly<Record<string, unknown>> = {
  Nonsense: 1,
  constructor: { prototype: { polluted: true } },
  toString: "x",
  hasOwnProperty: 1,
  "": "",
  "user\u0000pool": "x",
};

const SCALAR = /:("[^"\\]*"|true|false|-?\d+)/;
const LAST_SCALAR = new RegExp(`^(.*)${SCALAR.source}`, "s");
const nested = (opening: string, closing: string) => `${opening.repeat(DEEP)}1${closing.repeat(DEEP)}`;

/** Hostile variants of an input. */
const disfigure: readonly ((json: string) => string)[] = [
  (json) => json.slice(0, -1),
  (json) => `${json}${json}`,
  (json) => `\ufeff${json}`,
  (json) => json.replace(/^\{/, '{"__proto__": {"polluted": true}, '),
  (json) => JSON.stringify({ ...strangeMembers, ...JSON.parse(json) }),
  (json) => json.replaceAll(/:"[^"\\]*"/g, `:"${HUGE}"`),
  (json) => json.replaceAll(/:"[^"\\]*"/g, ':"\\ud800\\u0000\\ufffe"'),
  (json) => json.replaceAll(/:-?\d+/g, ":1e999"),
  (json) => json.replaceAll(/:-?\d+/g, ":0.5"),
  (json) => json.replaceAll(/:-?\d+/g, ":9007199254740993"),
  (json) => json.replaceAll(/:(true|false)/g, ":null"),
  (json) => json.replace(SCALAR, () => `:${nested("[", "]")}`),
  (json) => json.replace(SCALAR, () => `:${nested('{"a":', "}")}`),
  (json) => json.replace(LAST_SCALAR, (_, before: string) => `${before}:${nested('{"a":', "}")}`),
  (json) => json.replaceAll(/"(\w+)":/g, (_, name: string) => `"${name.toLowerCase()}":`),
  (json) => json.replaceAll(/"(\w+)":/g, '"$1":null,"$1":'),
];

const withoutInput = [
  "",
  "null",
  "[]",
  "7",
  '"x"',
  "true",
  "{",
  "[".repeat(DEEP),
  '{"a":'.repeat(DEEP),
  `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`,
  "{}",
  '{"__proto__": null}',
].map(bodyOf);

/** Printed in readable form if a test fails. */
function bodyOf(content: string | Uint8Array): Buffer {
  const body = Buffer.from(content as string);
  return Object.assign(body, { [fc.toStringMethod]: () => JSON.stringify(body.toString().slice(0, 2_000)) });
}

/** @param valid valid inputs of the operation, from which the bodies are made */
export function hostileBody(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const disfigured = fc
    .tuple(valid, fc.constantFrom(...disfigure))
    .map(([input, change]) => bodyOf(change(JSON.stringify(input))));
  const bytes = fc.uint8Array({ maxLength: 100 }).map(bodyOf);
  return fc.oneof(
    { weight: 6, arbitrary: disfigured },
    { weight: 2, arbitrary: fc.constantFrom(...withoutInput) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => bodyOf(JSON.stringify(value))) },
  );
}
