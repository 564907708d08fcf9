import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type CollectGarbage = (how: { execution: "sync"; type: "major"; flavor: "last-resort" }) => void;

/**
 * Returns about 150 MB to the system: memory that the framework needed only for the start (schemas, parsed modules, fragments),
 * and memory that V8 would otherwise keep while the process is idle. Takes about 0.2 s.
 */
export function shedMemory(): void {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as CollectGarbage;
  collectGarbage({ execution: "sync", type: "major", flavor: "last-resort" });
}

/**
 * Runs work without V8's baseline compiler. The framework's validator of the configuration is one function of megabytes that
 * runs once; compiled, it uses 17 MB permanently, and as much again during compilation.
 */
export async function withoutBaselineCode(work: () => unknown): Promise<void> {
  setFlagsFromString("--no-sparkplug");
  try {
    await work();
  } finally {
    setFlagsFromString("--sparkplug");
  }
}
