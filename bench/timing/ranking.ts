/** Whether two kinds of requests can be distinguished by their times: the measurement of `npm run bench:timing`. */

/** Response times in milliseconds of the two kinds of requests, measured alternately. */
export interface Samples {
  readonly existing: readonly number[];
  readonly unknown: readonly number[];
}

/**
 * The probability that an answer about an existing account takes longer than one about an unknown account, each taken at
 * random (the area under the ROC curve; Mann-Whitney's U over all pairs). 0.5 reveals nothing, 0 and 1 reveal everything.
 */
export function rankingProbability({ existing, unknown }: Samples): number {
  const wins = existing.reduce(
    (sum, one) =>
      sum + unknown.reduce((ahead, other) => ahead + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  );
  return wins / (existing.length * unknown.length);
}

/** The standard error of that probability if the two kinds took the same time (the variance of Mann-Whitney's U). */
export function standardError({ existing, unknown }: Samples): number {
  const [n, m] = [existing.length, unknown.length];
  return Math.sqrt((n + m + 1) / (12 * n * m));
}

/** How far from 0.5 a ranking may be. */
export const MAX_DISTANCE = 0.05;

/** Beyond this many standard errors a distance is a finding: by chance, one route in a hundred that reveals nothing is that far. */
const SIGNIFICANT = 2.58;

export type Verdict = "alike" | "unclear" | "tells";

/** `unclear`: farther apart than allowed, but chance can explain it with so few samples. */
export function verdictOn(samples: Samples): Verdict {
  const distance = Math.abs(rankingProbability(samples) - 0.5);
  if (distance <= MAX_DISTANCE) return "alike";
  return distance > SIGNIFICANT * standardError(samples) ? "tells" : "unclear";
}

interface Plan {
  /** Pairs of requests, not counting the first ones. */
  readonly pairs: number;
  /** The maximum number of measured pairs, while the verdict is not `alike`. */
  readonly maxPairs: number;
  /** Pairs that are sent first and not measured: functions start, connections open. */
  readonly warmUp: number;
}

export interface Pair {
  readonly existing: (turn: number) => Promise<unknown>;
  readonly unknown: (turn: number) => Promise<unknown>;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/**
 * Measures both kinds of requests alternately, in random order within each pair, so that other load affects both equally.
 * Continues beyond the planned pairs while they look different.
 */
export async function compareTimes(pair: Pair, { pairs, maxPairs, warmUp }: Plan): Promise<Samples> {
  const samples = { existing: [] as number[], unknown: [] as number[] };
  for (let turn = 0; turn < warmUp + maxPairs; turn += 1) {
    const order =
      Math.random() < 0.5 ? (["existing", "unknown"] as const) : (["unknown", "existing"] as const);
    for (const kind of order) {
      const time = await timed(() => pair[kind](turn));
      if (turn >= warmUp) samples[kind].push(time);
    }
    if (turn + 1 >= warmUp + pairs && verdictOn(samples) === "alike") break;
  }
  return samples;
}
