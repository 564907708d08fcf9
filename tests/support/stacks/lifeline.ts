/**
 * Loaded into a stack that tests start (`node --import`): it ends with them. Its standard input is a pipe that the tests hold
 * open; when they end in any way, the system closes it.
 */
import { isMainThread } from "node:worker_threads";

/** A stack that has not ended this long after a signal never will. */
const END_MS = 10_000;

// Workers and helpers inherit the option, but not the pipe.
if (isMainThread && process.argv[1]?.endsWith("local/start.ts")) {
  const end = () => {
    const signal = (name: NodeJS.Signals) => process.kill(-process.pid, name);
    signal("SIGTERM");
    setTimeout(signal, END_MS, "SIGKILL").unref();
  };
  process.stdin.once("end", end).once("error", end).resume();
  // The pipe alone must not keep the process alive.
  if ("unref" in process.stdin) process.stdin.unref();
}
