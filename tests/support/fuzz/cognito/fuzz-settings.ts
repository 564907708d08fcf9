import { randomInt } from "node:crypto";

/** The amount and scope of the fuzz: `npm run fuzz` sets these, `npm test` runs a few requests of each kind. */
export interface FuzzSettings {
  /** Requests of each kind for each operation. */
  readonly runs: number;
  /** The same seed gives the same requests. */
  readonly seed: number;
  /** `null` for all operations. */
  readonly only: string | null;
}

export function readFuzzSettings(env: NodeJS.ProcessEnv = process.env): FuzzSettings {
  return {
    runs: Number(env.FUZZ_RUNS ?? 5),
    seed: Number(env.FUZZ_SEED ?? randomInt(2 ** 31)),
    only: env.FUZZ_OPERATION ?? null,
  };
}
