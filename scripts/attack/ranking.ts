/** How well times of two kinds can be told apart. */

/**
 * The probability that a time of the first kind is longer than one of the second: a half where they can't be told apart
 * (the statistic of Mann and Whitney by the number of pairs, which is the area under the ROC curve).
 */
export function rankingProbability(first: readonly number[], second: readonly number[]): number {
  let wins = 0;
  for (const one of first) for (const other of second) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (first.length * second.length);
}

/** How far from a half, in standard deviations, is taken for a difference: by chance once in a thousand times, for both sides. */
const SIGNIFICANT = 3.3;

/** Whether the difference is more than chance: few samples show large differences alone. */
export function isTelling(first: readonly number[], second: readonly number[]): boolean {
  const [m, n] = [first.length, second.length];
  const deviation = Math.sqrt((m + n + 1) / (12 * m * n));
  return Math.abs(rankingProbability(first, second) - 0.5) / deviation > SIGNIFICANT;
}
