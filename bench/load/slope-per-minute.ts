interface Sample {
  readonly ms: number;
  readonly mebibytes: number;
}

const MINUTE = 60_000;

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** How fast memory grows, in MiB per minute: the slope of the least-squares line through the samples. NaN for fewer than two. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const time = mean(samples.map(({ ms }) => ms));
  const memory = mean(samples.map(({ mebibytes }) => mebibytes));
  const product = samples.reduce((sum, { ms, mebibytes }) => sum + (ms - time) * (mebibytes - memory), 0);
  const square = samples.reduce((sum, { ms }) => sum + (ms - time) ** 2, 0);
  return (product / square) * MINUTE;
}
