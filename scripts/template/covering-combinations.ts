/**
 * Rows of choices that contain every combination of choices of any three columns at least once: a covering array of strength
 * three, built greedily (AETG, Cohen et al., IEEE TSE 23(7), 1997), without randomness.
 *
 * @param sizes the number of choices of each column; at least three columns
 * @returns rows of the index chosen per column
 */
export function coveringCombinations(sizes: readonly number[]): number[][] {
  const uncovered = triples(sizes);
  const rows: number[][] = [];
  for (const start of uncovered) {
    const row = completeRow(start, sizes, uncovered);
    for (const key of keysOf(row)) uncovered.delete(key);
    rows.push(row);
  }
  return rows;
}

/** `column:choice` three times, columns ascending. */
function triples(sizes: readonly number[]): Set<string> {
  const keys = new Set<string>();
  const extend = (chosen: readonly string[], from: number): void => {
    if (chosen.length === 3) {
      keys.add(chosen.join(" "));
      return;
    }
    for (let column = from; column < sizes.length; column++) {
      for (let choice = 0; choice < (sizes[column] ?? 0); choice++) {
        extend([...chosen, `${column}:${choice}`], column + 1);
      }
    }
  };
  extend([], 0);
  return keys;
}

/** Starts from one missing triple, then gives each column the choice that covers most of the other missing ones. */
function completeRow(start: string, sizes: readonly number[], uncovered: ReadonlySet<string>): number[] {
  const row: (number | undefined)[] = sizes.map(() => undefined);
  for (const part of start.split(" ")) {
    const [column = 0, choice = 0] = part.split(":").map(Number);
    row[column] = choice;
  }
  for (const [column, size] of sizes.entries()) {
    if (row[column] !== undefined) continue;
    const gains = Array.from({ length: size }, (_, choice) => gainOf(row, column, choice, uncovered));
    row[column] = gains.indexOf(Math.max(...gains));
  }
  return row.map((choice) => choice ?? 0);
}

function gainOf(
  row: readonly (number | undefined)[],
  column: number,
  choice: number,
  uncovered: ReadonlySet<string>,
): number {
  const tried = row.map((other, index) => (index === column ? choice : other));
  return keysOf(tried).filter((key) => key.split(" ").includes(`${column}:${choice}`) && uncovered.has(key))
    .length;
}

function keysOf(row: readonly (number | undefined)[]): string[] {
  const parts = row.flatMap((choice, column) => (choice === undefined ? [] : [`${column}:${choice}`]));
  return parts.flatMap((a, i) =>
    parts.slice(i + 1).flatMap((b, j) => parts.slice(i + j + 2).map((c) => `${a} ${b} ${c}`)),
  );
}
