/** Measures several pieces of work in turns, so that whatever else the machine does meets all of them alike. */

export interface Work {
  readonly name: string;
  /** How many users there are; `null` where it does not matter. */
  readonly users: number | null;
  /** Prepares a round, outside of what is measured. */
  readonly before?: (calls: readonly number[]) => unknown;
  /** One call; they are numbered through all rounds. */
  readonly run: (call: number) => unknown;
}

/** Milliseconds that one call took, by the clock and of CPU time on all threads: one number for each round. */
export interface Measured {
  readonly clock: readonly number[];
  readonly cpu: readonly number[];
}

export interface Plan {
  readonly rounds: number;
  readonly callsPerRound: number;
}

/** Runs one round more than is planned, the first one, to warm up. */
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

/** How many times as long one took as the other: the median over the rounds, each compared within itself. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / (other[round] ?? Number.NaN)));
}
