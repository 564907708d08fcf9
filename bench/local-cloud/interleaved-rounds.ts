/** Measures several tasks alternately, so that other load on the machine affects all of them equally. */

export interface Work {
  readonly name: string;
  /** The number of users; `null` if it does not matter. */
  readonly users: number | null;
  /** Prepares a round; not measured. */
  readonly before?: (calls: readonly number[]) => unknown;
  /** One call; calls are numbered across all rounds. */
  readonly run: (call: number) => unknown;
}

/** Milliseconds per call, wall time and CPU time of all threads: one number per round. */
export interface Measured {
  readonly clock: readonly number[];
  readonly cpu: readonly number[];
}

export interface Plan {
  readonly rounds: number;
  readonly callsPerRound: number;
}

/** Runs one additional round first, to warm up. */
export async function measureInTurns(
  works: readonly Work[],
  { rounds, callsPerRound }: Plan,
): Promise<ReadonlyMap<Work, Measured>> {
  const measured = new Map(works.map((work) => [work, { clock: [] as number[], cpu: [] as number[] }]));
  for (let round = 0; round <= rounds; round += 1) {
    const calls = Array.from({ length: callsPerRound }, (_, index) => round * callsPerRound + index);
    for (const [work, { clock, cpu }] of measured) {
      await work.before?.(calls);
      const took = await measure(work, calls);
      if (round === 0) continue;
      clock.push(took.clock / callsPerRound);
      cpu.push(took.cpu / callsPerRound);
    }
  }
  return measured;
}

async function measure({ run }: Work, calls: readonly number[]): Promise<{ clock: number; cpu: number }> {
  const [cpuBefore, clockBefore] = [process.cpuUsage(), performance.now()];
  for (const call of calls) {
    await run(call);
  }
  const clock = performance.now() - clockBefore;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { clock, cpu: (user + system) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The ratio of their times: the median of the ratios of each round. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / (other[round] ?? Number.NaN)));
}
