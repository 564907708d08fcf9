/** A valid input with one fault, and the error that the service must return. */
import type { ServiceModel, Shape } from "../../../../local/protocol/service-model.ts";
import { isValidScalar, shapeIn } from "./valid-input.ts";

export interface Spoiled {
  readonly input: unknown;
  /** The kind of error: a wrong type, or a violated constraint. */
  readonly kind: "type" | "constraint";
  /** A value that the answer must not repeat. */
  readonly secret?: string;
  /** For the output of a failed test: position and fault. */
  readonly wrong: string;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly shape: Shape;
  readonly value: unknown;
}

/** All single faults of an input. */
export function spoil(model: ServiceModel, shapeName: string, input: unknown): readonly Spoiled[] {
  return placesIn(model, { path: [], shape: shapeIn(model, shapeName), value: input }).flatMap((place) => [
    ...withoutRequired(input, place),
    ...outOfBounds(input, place),
    ...ofOtherType(input, place),
  ]);
}

function placesIn(model: ServiceModel, place: Place): readonly Place[] {
  return [place, ...partsOf(model, place).flatMap((part) => placesIn(model, part))];
}

function partsOf(model: ServiceModel, { path, shape, value }: Place): readonly Place[] {
  if (shape.type === "list") {
    const ofItem = shapeIn(model, shape.member);
    return (value as unknown[]).map((item, index) => ({
      path: [...path, index],
      shape: ofItem,
      value: item,
    }));
  }
  const entries = shape.type === "map" || shape.type === "structure" ? Object.entries(value as object) : [];
  return entries.flatMap(([name, part]) => {
    const shapeName =
      shape.type === "map" ? shape.value : new Map(Object.entries(shape.members ?? {})).get(name);
    return shapeName === undefined
      ? []
      : [{ path: [...path, name], shape: shapeIn(model, shapeName), value: part }];
  });
}

function withoutRequired(input: unknown, { path, shape }: Place): readonly Spoiled[] {
  return (shape.required ?? []).map((name) => ({
    input: replace(input, [...path, name], undefined),
    kind: "constraint" as const,
    wrong: `${[...path, name].join(".")} is missing`,
  }));
}

function outOfBounds(input: unknown, { path, shape, value }: Place): readonly Spoiled[] {
  return beyond(shape, value).map((bad) => ({
    input: replace(input, path, bad),
    kind: "constraint" as const,
    wrong: `${path.join(".")} is out of bounds`,
    ...(shape.sensitive && typeof bad === "string" && bad.length > 7 && { secret: bad }),
  }));
}

function beyond(shape: Shape, value: unknown): readonly unknown[] {
  switch (shape.type) {
    case "list":
      return beyondList(shape, value as readonly unknown[]);
    case "integer":
    case "long":
      return [shape.min ?? null, shape.max ?? null].flatMap((bound, index) =>
        bound === null ? [] : [index === 0 ? bound - 1 : bound + 1],
      );
    case "string":
      return beyondString(shape, String(value));
    default:
      return [];
  }
}

function beyondList({ min = 0, max }: Shape, [first]: readonly unknown[]): readonly unknown[] {
  const tooLong =
    max === undefined || first === undefined ? [] : [Array.from({ length: max + 1 }, () => first)];
  return min > 0 ? [[], ...tooLong] : tooLong;
}

function beyondString(shape: Shape, text: string): readonly unknown[] {
  const { min = 0, max = 0 } = shape;
  return [
    text.repeat(Math.ceil((max + 1) / Math.max(1, text.length))),
    text.slice(0, Math.max(0, min - 1)),
    `${text}-${text}`,
    `${text}\n`,
    "\u0007".repeat(8),
    "ünïcödé 😀",
  ].filter((bad) => !isValidScalar(shape, bad));
}

/** JSON of another type; `null` counts as absent, a blob may be any string, a document any object. */
const otherTypes: Readonly<Record<Shape["type"], readonly unknown[]>> = {
  structure: ["text", 7, true, []],
  map: ["text", 7, true, []],
  list: ["text", 7, true, {}],
  string: [7, true, [], {}],
  integer: ["7", true, [], {}],
  long: ["7", true, [], {}],
  boolean: ["true", 1, [], {}],
  blob: [7, true, [], {}],
};

function ofOtherType(input: unknown, { path, shape }: Place): readonly Spoiled[] {
  return otherTypes[shape.type].map((bad) => ({
    input: replace(input, path, bad),
    kind: "type" as const,
    wrong: `${path.join(".")} is ${JSON.stringify(bad)}`,
  }));
}

function replace(value: unknown, [step, ...further]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  const inside = replace((value as Record<string | number, unknown>)[step], further, by);
  if (Array.isArray(value)) return value.with(Number(step), inside);
  // A map's key may be `__proto__`.
  return Object.fromEntries([
    ...Object.entries(value as object).filter(([name]) => name !== step),
    [step, inside],
  ]);
}
