import { recordFunction } from "../recorder/record-function.ts";
import type { FunctionSettings, Invocation } from "./execution-environment.ts";
import type { ExplainedError } from "./explain-error.ts";
import {
  type ConcurrencyLimits,
  FunctionEnvironments,
  type FunctionOutcome,
} from "./function-environments.ts";

/** The functions of the service, to be invoked by name. */
export interface LocalFunctions {
  has(name: string): boolean;
  /**
   * @param signal removes it from the queue
   * @throws Error for an unknown function
   */
  invoke(name: string, invocation: Invocation, signal?: AbortSignal): Promise<FunctionOutcome>;
  /** After a build: invocations from now on run the new code. For the named functions, by default all. */
  renew(names?: readonly string[]): void;
  close(): Promise<void>;
}

interface Options {
  /** The settings of each function, by name; called when an environment starts. */
  readonly settings: Readonly<Record<string, () => FunctionSettings>>;
  readonly limits: ConcurrencyLimits;
  /** Receives every invocation that ends with an error. */
  readonly onError: (name: string, error: ExplainedError) => void;
}

export function createLocalFunctions({ settings, limits, onError }: Options): LocalFunctions {
  const functions = new Map(
    Object.entries(settings).map(([name, read]) => [name, new FunctionEnvironments(read, limits)]),
  );
  return {
    has: (name) => functions.has(name),
    invoke: async (name, invocation, signal) => {
      const environments = functions.get(name);
      if (environments === undefined) throw new Error(`unknown function ${name}`);
      const outcome = await recordFunction(name, invocation, (recorded) =>
        environments.invoke(recorded, signal),
      );
      if (outcome.kind === "error") onError(name, outcome);
      return outcome;
    },
    renew: (names = [...functions.keys()]) => {
      for (const name of names) functions.get(name)?.renew();
    },
    close: async () => {
      await Promise.all([...functions.values()].map((environments) => environments.close()));
    },
  };
}
