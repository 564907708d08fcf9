import fc from "fast-check";

/** An example with a few random members; a map of strings may lose or gain an entry. */
export function bentExample(
  examples: readonly object[],
  madeUp: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const overlay = madeUp.chain((input) =>
    fc.subarray(Object.entries(input as object), {
      maxLength: Math.min(2, Object.keys(input as object).length),
    }),
  );
  return fc
    .tuple(fc.constantFrom(...examples), overlay, fc.boolean())
    .map(([example, entries, joins]) => ({ ...example, ...laidOver(example, entries, joins) }));
}

function laidOver(example: object, entries: readonly [string, unknown][], joins: boolean): object {
  const kept = new Map<string, unknown>(Object.entries(example));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const before = kept.get(name);
      return [name, joins && isRecord(before) && isRecord(value) ? { ...before, ...value } : value];
    }),
  );
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
