/** One day of load, second by second, with chance in it, against the limits. */
import { type Activity, ASSUMPTIONS, RESOURCES, type ResourceName } from "./load-model.ts";

const DAY = 86_400;

/** Looked up once: inside Jest's sandbox, reading a global costs more than the computation. */
const { cos, exp, imul, log, max, PI, round, sqrt } = Math;

export interface ResourceDay {
  readonly resource: ResourceName;
  /** Per second. */
  readonly mean: number;
  /** The busiest second. */
  readonly peak: number;
  /** Seconds of the day in which requests exceeded the limit. */
  readonly secondsOver: number;
  /** The longest wait in seconds, if refused requests are repeated until they succeed. */
  readonly longestWait: number;
}

/** Numbers from 0 to 1 that a seed determines: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random count with the given mean: Poisson, or its normal approximation for large means. */
function poisson(mean: number, random: () => number): number {
  if (mean > 50) {
    const normal = sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
    return max(0, round(mean + sqrt(mean) * normal));
  }
  const end = exp(-mean);
  let count = -1;
  for (let product = 1; product > end; product *= random()) count += 1;
  return max(0, count);
}

/** The day's curve, 1 on average: low at night, `peakFactor` at noon. It is a power of (1 - cos)/2. */
function createCurve(peakFactor: number): (second: number) => number {
  const exponent = exponentFor(peakFactor);
  return (second) => peakFactor * ((1 - cos((2 * PI * second) / DAY)) / 2) ** exponent;
}

/** The exponent at which the wave's mean is 1/peakFactor, found by halving. */
function exponentFor(peakFactor: number): number {
  const meanAt = (exponent: number): number => {
    let sum = 0;
    for (let step = 0; step < 1440; step += 1) sum += ((1 - cos((2 * PI * step) / 1440)) / 2) ** exponent;
    return sum / 1440;
  };
  let [low, high] = [0, 100];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (meanAt(middle) > 1 / peakFactor) low = middle;
    else high = middle;
  }
  return low;
}

/** @param seed the same seed gives the same day */
export function simulateDay(
  activities: readonly Activity[],
  { seed, peakFactor = ASSUMPTIONS.peakFactor }: { seed: number; peakFactor?: number },
): ResourceDay[] {
  const random = createRandom(seed);
  const levelAt = createCurve(peakFactor);
  const names = Object.keys(RESOURCES) as ResourceName[];
  const days = names.map((resource) => ({
    resource,
    limit: RESOURCES[resource].limit,
    demands: activities.map(({ demand }) => demand[resource] ?? 0),
    sum: 0,
    peak: 0,
    secondsOver: 0,
    queued: 0,
    longestWait: 0,
  }));
  for (let second = 0; second < DAY; second += 1) {
    const level = levelAt(second);
    const counts = activities.map(({ perDay }) => poisson((perDay / DAY) * level, random));
    for (const day of days) {
      const asked = day.demands.reduce((sum, demand, index) => sum + demand * (counts[index] ?? 0), 0);
      day.sum += asked;
      day.peak = max(day.peak, asked);
      if (asked > day.limit) day.secondsOver += 1;
      day.queued = max(0, day.queued + asked - day.limit);
      day.longestWait = max(day.longestWait, day.queued / day.limit);
    }
  }
  return days.map(({ resource, sum, peak, secondsOver, longestWait }) => ({
    resource,
    mean: sum / DAY,
    peak,
    secondsOver,
    longestWait,
  }));
}
