/** Valid inputs according to a service model: boundary values, values in between, and values that exist in the cloud. */
import fc from "fast-check";
import type { ServiceModel, Shape } from "../../../../local/protocol/service-model.ts";
import type { KnownValues } from "./population.ts";

export interface InputSource {
  readonly model: ServiceModel;
  readonly known: KnownValues;
}

/** An input of that shape, as JSON. */
export function validInput(source: InputSource, shapeName: string): fc.Arbitrary<unknown> {
  return inputOf(source, shapeName, "");
}

/** @param label the member's name, or a map's key, by which known values are found */
function inputOf(source: InputSource, shapeName: string, label: string): fc.Arbitrary<unknown> {
  const shape = shapeIn(source.model, shapeName);
  switch (shape.type) {
    case "structure":
      return structureOf(source, shape, label);
    case "list":
      return listOf(source, shape, label);
    case "map":
      return mapOf(source, shape, label);
    default:
      return withKnown(source, label, scalarOf(shape), (value) => isValidScalar(shape, value));
  }
}

/** @throws Error if the model refers to a missing shape */
export function shapeIn(model: ServiceModel, shapeName: string | undefined): Shape {
  const shape = model.inputShapes[String(shapeName)];
  if (!shape) throw new Error(`The model has no shape ${shapeName}`);
  return shape;
}

/** Mostly known values, if there are any: random ids are refused early. The first is the most likely. */
function withKnown(
  { known }: InputSource,
  label: string,
  madeUp: fc.Arbitrary<unknown>,
  isValid: (value: unknown) => boolean,
): fc.Arbitrary<unknown> {
  const [first, ...others] = (known[label] ?? []).filter(isValid);
  if (first === undefined) return madeUp;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(first) },
    { weight: 3, arbitrary: fc.constantFrom(first, ...others) },
    { weight: 1, arbitrary: madeUp },
  );
}

function structureOf(source: InputSource, shape: Shape, label: string): fc.Arbitrary<unknown> {
  const members = Object.entries(shape.members ?? {});
  if (members.length === 0) {
    return withKnown(source, label, fc.dictionary(fc.string(), fc.jsonValue()), () => true);
  }
  const required = shape.required ?? [];
  const optional = members.map(([name]) => name).filter((name) => !required.includes(name));
  // Few optional members get further: the more there are, the more likely two of them contradict each other.
  const chosen = fc.oneof(
    { weight: 3, arbitrary: fc.subarray(optional, { maxLength: Math.min(3, optional.length) }) },
    { weight: 1, arbitrary: fc.subarray(optional) },
  );
  const arbitraries = new Map(
    members.map(([name, member]) => [name, lazily(() => inputOf(source, member, name))]),
  );
  const madeUp = chosen.chain((names) =>
    fc.record(
      Object.fromEntries(
        [...required, ...names].map((name) => [name, arbitraries.get(name)?.() ?? fc.constant(null)]),
      ),
      { noNullPrototype: true },
    ),
  );
  return withKnown(source, label, madeUp, (value) => typeof value === "object");
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The longest allowed list is expensive enough; longer ones occur only in spoiled inputs. */
const LONGEST = 60;

function listOf(
  source: InputSource,
  { member, min = 0, max = LONGEST }: Shape,
  label: string,
): fc.Arbitrary<unknown> {
  const item = inputOf(source, String(member), label);
  const most = Math.min(max, LONGEST);
  const usual = fc.array(item, { minLength: min, maxLength: Math.max(min, Math.min(most, 3)) });
  const full = fc.array(item, { minLength: most, maxLength: most });
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: full });
}

function mapOf(source: InputSource, shape: Shape, label: string): fc.Arbitrary<unknown> {
  const { key, value, min = 0, max = LONGEST } = shape;
  const keyShape = shapeIn(source.model, key);
  const keys = withKnown(source, label, scalarOf(keyShape), (name) => isValidScalar(keyShape, name));
  const someKeys = (source.known[label] ?? []).filter((name) => isValidScalar(keyShape, name)).map(String);
  const chosen = fc.oneof(
    { weight: 3, arbitrary: fc.subarray(someKeys, { minLength: Math.min(min, someKeys.length) }) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(keys, { minLength: min, maxLength: Math.min(max, Math.max(min, 4)) }),
    },
  );
  return chosen
    .filter((names) => names.length >= min && names.length <= max)
    .chain((names) =>
      fc
        .tuple(...names.map((name) => inputOf(source, String(value), String(name))))
        .map((values) => Object.fromEntries(names.map((name, index) => [String(name), values[index]]))),
    );
}

const scalars = new WeakMap<Shape, fc.Arbitrary<unknown>>();

/** Created once for each shape: fast-check takes milliseconds to parse some of the patterns. */
function scalarOf(shape: Shape): fc.Arbitrary<unknown> {
  const made = scalars.get(shape) ?? makeScalar(shape);
  scalars.set(shape, made);
  return made;
}

function makeScalar(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
    case "long":
      return integerOf(shape);
    case "blob":
      return blobOf(shape);
    default:
      return stringOf(shape);
  }
}

function integerOf({ min = -(2 ** 31), max = 2 ** 31 - 1 }: Shape): fc.Arbitrary<number> {
  const near = [min, min + 1, max - 1, max, 0, 1].filter((value) => value >= min && value <= max);
  return fc.oneof(fc.constantFrom(...near), fc.integer({ min, max }));
}

function blobOf({ min = 0, max = 1_000 }: Shape): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: min, maxLength: Math.min(max, 200) })
    .map((bytes) => Buffer.from(bytes).toString("base64"));
}

function stringOf(shape: Shape): fc.Arbitrary<string> {
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const { min = 0, max = 256 } = shape;
  const characters = ALPHABET.filter((character) => matches(shape, character));
  const lengths = fc.constantFrom(min, Math.min(min + 1, max), Math.min(max, 5_000));
  const kinds: fc.Arbitrary<string>[] = [];
  if (characters.length > 0) {
    const character = fc.constantFrom(...characters);
    kinds.push(
      fc.tuple(character, lengths).map(([unit, length]) => unit.repeat(Math.floor(length / unit.length))),
      fc.array(character, { maxLength: Math.min(max, 20) }).map((units) => units.join("")),
    );
  }
  if (shape.pattern !== undefined) kinds.push(fc.stringMatching(simplified(shape.pattern)));
  return fc.oneof(...kinds).filter((text) => isValidScalar(shape, text));
}

/** Ordinary and problematic characters: several scripts, marks, astral letters, a line break, quotes, a lone surrogate. */
const ALPHABET = [
  ..."aZ09_-=.+/,@:; '\"\\<>{}#%*?&|~`",
  "\n",
  "\t",
  "\u00a0",
  "\u0000",
  "é",
  "ß",
  "İ",
  "\u0301",
  "א",
  "漢",
  "𝒜",
  "😀",
  "\u202e",
  "\ud800",
];

/** Letters and marks of any script, represented by a few: fast-check does not support Unicode properties. */
function simplified(pattern: string): RegExp {
  const stand = { L: "a-zé", M: "\u0301", S: "+$", N: "0-9", P: "!@#{}", Z: " " };
  const known = Object.entries(stand).reduce(
    (text, [property, characters]) => text.replaceAll(`\\p{${property}}`, characters),
    pattern.replace("(?s)", ""),
  );
  return new RegExp(`^(?:${known})$`);
}

const compiled = new Map<string, RegExp>();

function matches({ pattern }: Shape, text: string): boolean {
  if (pattern === undefined) return true;
  const expression = compiled.get(pattern) ?? new RegExp(`^(?:${pattern.replace("(?s)", "")})$`, "su");
  compiled.set(pattern, expression);
  return expression.test(text);
}

/** Whether the value is valid according to the model: implemented again, independent of the code under test. */
export function isValidScalar(shape: Shape, value: unknown): boolean {
  if (typeof value === "number") return value >= (shape.min ?? value) && value <= (shape.max ?? value);
  if (typeof value !== "string") return typeof value === shape.type;
  if (shape.type === "blob") return true;
  const { length } = value;
  return (
    shape.type === "string" &&
    (shape.enum?.includes(value) ?? true) &&
    length >= (shape.min ?? 0) &&
    length <= (shape.max ?? length) &&
    matches(shape, value)
  );
}
