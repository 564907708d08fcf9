import { setFlagsFromString } from "node:v8";

/**
 * glibc's memory settings: one heap, with large blocks outside of it, so that 70 MB of the start go back to the system instead
 * of staying fragmented.
 *
 * @see https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const SETTINGS = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "32768",
  MALLOC_TRIM_THRESHOLD_: "65536",
};

/** V8 keeps three semi-spaces of up to 16 MiB for new objects; with a quarter of that it collects more often, and is as fast. */
const SEMI_SPACE = "--max-semi-space-size";

/** The limit above is only for the main thread: each execution environment has its own, which the flag would override. */
export function leaveYoungHeapToThreads(): void {
  setFlagsFromString(`${SEMI_SPACE}=0`);
}

/**
 * Restarts the program, as the same process, with an allocator that returns memory. Only with glibc, and only if no `MALLOC_…`
 * variable is set. The restarted program sees the original environment.
 */
export function useThriftyAllocator(): void {
  // A parent's IPC channel would not survive the restart.
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
