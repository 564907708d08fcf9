/** The functions of `functions/`, each in its own environment, by the name of its export. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionSettings } from "../../../local/lambda/execution-environment.ts";
import type { ExplainedError } from "../../../local/lambda/explain-error.ts";
import type { ConcurrencyLimits } from "../../../local/lambda/function-environments.ts";
import { createLocalFunctions, type LocalFunctions } from "../../../local/lambda/local-functions.ts";

const folder = join(import.meta.dirname, "../worlds/functions");
const samples = join(folder, "samples.mjs");
const EXPORT = /^export const (\w+)/gm;

interface Options {
  readonly limits?: Partial<ConcurrencyLimits>;
  readonly settings?: Partial<FunctionSettings>;
  readonly onError?: (name: string, error: ExplainedError) => void;
}

export function startFunctions({ limits, settings, onError = () => {} }: Options = {}): LocalFunctions {
  const exported = [...readFileSync(samples, "utf8").matchAll(EXPORT)].map(([, name = ""]) => name);
  const settingsOf = (name: string, file: string): FunctionSettings => ({
    name,
    file,
    exportName: name,
    environment: { STAGE: "test" },
    region: "us-east-1",
    memorySize: 128,
    timeoutMs: 60_000,
    compiled: null,
    clock: null,
    sourceFolder: folder,
    ...settings,
  });
  return createLocalFunctions({
    settings: {
      ...Object.fromEntries(exported.map((name) => [name, () => settingsOf(name, samples)])),
      broken: () => settingsOf("broken", join(folder, "broken.mjs")),
      slowStart: () => settingsOf("slowStart", join(folder, "slow-start.mjs")),
      breaksAnew: () => settingsOf("breaksAnew", join(folder, "breaks-anew.mjs")),
      missing: () => settingsOf("missing", samples),
    },
    limits: { environments: 2, waiting: 100, idleMs: 60_000, spareIdleMs: 60_000, ...limits },
    onError,
  });
}
