import { setFlagsFromString } from "node:v8";

/**
 * How glibc is to hold memory: one heap, large pieces apart from it, so that what starting took goes back to the system instead
 * of lying scattered: 70 MB.
 *
 * @see https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const SETTINGS = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "32768",
  MALLOC_TRIM_THRESHOLD_: "65536",
};

/** V8 keeps three semi-spaces of up to 16 MiB for new objects; with a quarter it collects them more often, and is as fast. */
const SEMI_SPACE = "--max-semi-space-size";

/** The limit above is the main thread's: each execution environment has its own, which the flag would overrule. */
export function leaveYoungHeapToThreads(): void {
  setFlagsFromString(`${SEMI_SPACE}=0`);
}

/**
 * Starts the program anew, as the same process, with an allocator that gives memory back. Only where there is a glibc to
 * be told so, and nobody has told it anything; what runs then finds the environment as it was.
 */
export function useThriftyAllocator(): void {
  // A parent's channel would not outlive the change.
  if (process.platform !== "linux" || process.channel !== undefined) return;
  const names = Object.keys(SETTINGS);
  const given = names.filter((name) => process.env[name] !== undefined);
  if (given.length === 0) {
    const [, ...argv] = process.argv;
    process.execve?.(process.execPath, [process.execPath, `${SEMI_SPACE}=4`, ...process.execArgv, ...argv], {
      ...process.env,
      ...SETTINGS,
    });
  }
  const isOurs = Object.entries(SETTINGS).every(([name, value]) => process.env[name] === value);
  if (isOurs) for (const name of names) delete process.env[name];
}
