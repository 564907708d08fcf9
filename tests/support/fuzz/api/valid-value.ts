/** Values that are valid for a schema of the document: boundaries, values in between, and known values. */
import fc from "fast-check";
import type { Schema } from "../../../../functions/system/reference/openapi-document.ts";
import { isDocumented } from "./documented-operation.ts";
import { KNOWN_NAMES, marker } from "./known-values.ts";

/** Longer strings occur only in spoiled values. */
const LONGEST = 80;

/** Strings of every kind; with a pattern, only those that match it. */
const TEXTS = [
  "a",
  "en",
  "de-CH",
  "Grüße 日本 😀",
  "a\u0301\u200d\ufdfd",
  "x".repeat(24),
  "1",
  "100",
  "123456",
  "+4915112345678",
  "image/png",
  "text/plain; charset=utf-8",
  "api/files",
  "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
  "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
];

/** A valid value for the schema, as JSON. */
export function validValue(schema: Schema, label = ""): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return fc.oneof(...variants.map((variant) => validValue(variant, label)));
  switch (schema.type) {
    case "object":
      return objectOf(schema);
    case "array":
      return fc.array(validValue(schema.items ?? {}, label), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case "integer":
    case "number":
      return integerOf(schema);
    case "boolean":
      return fc.boolean();
    case "string":
      return withKnown(label, stringOf(schema));
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (Object.keys(properties).length === 0) {
    const values =
      typeof additionalProperties === "object" ? validValue(additionalProperties) : fc.jsonValue();
    return additionalProperties === false
      ? fc.constant({})
      : fc.dictionary(fc.string(), values, { maxKeys: 4 });
  }
  const members = Object.entries(properties).map(
    ([name, property]) => [name, validValue(property, name)] as const,
  );
  return fc.record(Object.fromEntries(members), { requiredKeys: [...required], noNullPrototype: true });
}

/** Mostly known values, if there are any: random ones are refused early. */
function withKnown(label: string, madeUp: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (!KNOWN_NAMES.has(label)) return madeUp;
  return fc.oneof({ weight: 3, arbitrary: fc.constant(marker(label)) }, { weight: 1, arbitrary: madeUp });
}

function integerOf(schema: Schema): fc.Arbitrary<number> {
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
  const most = schema.maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least, max: Math.min(most, 2 ** 31 - 1) }));
}

/** Since 1970, as the API accepts them. */
const times = fc
  .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((time) => time.toISOString());

function stringOf(schema: Schema): fc.Arbitrary<string> {
  const fits = (text: string) => isDocumented(schema, text);
  const ofFormat = { uuid: fc.uuid(), email: fc.emailAddress(), "date-time": times }[schema.format ?? ""];
  if (ofFormat !== undefined) return ofFormat.filter(fits);
  const least = schema.minLength ?? 0;
  const most = Math.min(schema.maxLength ?? LONGEST, Math.max(LONGEST, least));
  const boundaries = ["x".repeat(least), "x".repeat(schema.maxLength ?? least), ...TEXTS].filter(fits);
  const madeUp = fc.string({ unit: "grapheme", minLength: least, maxLength: most });
  if (schema.pattern === undefined) {
    return fc.oneof(madeUp, fc.constantFrom("x".repeat(least), ...boundaries));
  }
  const [first, ...others] = boundaries;
  const matching = matchingPattern(schema.pattern).map((text) => [...text].slice(0, most).join(""));
  // A pattern with a length limit: values that do not fit are replaced.
  return first === undefined
    ? matching
    : fc.oneof(
        fc.constantFrom(first, ...others),
        matching.map((text) => (fits(text) ? text : first)),
      );
}

function matchingPattern(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // Fast-check can't generate strings for a few kinds of classes.
    return fc.string();
  }
}
