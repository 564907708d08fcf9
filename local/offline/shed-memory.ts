import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type CollectGarbage = (how: { execution: "sync"; type: "major"; flavor: "last-resort" }) => void;

/**
 * Gives memory back to the system, some 150 MB: what the framework needed to start – schemas, parsed modules, their
 * fragments – and what V8 would otherwise keep for a process that idles from here on. Takes about 0.2 s.
 */
export function shedMemory(): void {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as CollectGarbage;
  collectGarbage({ execution: "sync", type: "major", flavor: "last-resort" });
}

/**
 * Runs work without V8's baseline compiler. The framework's validator of the configuration is one function of megabytes that
 * runs once; compiled, it takes 17 MB for good and as much again while it is.
 */
export async function withoutBaselineCode(work: () => unknown): Promise<void> {
  setFlagsFromString("--no-sparkplug");
  try {
    await work();
  } finally {
    setFlagsFromString("--sparkplug");
  }
}
