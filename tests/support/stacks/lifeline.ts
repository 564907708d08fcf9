/**
 * Loaded into a stack that tests start (`node --import`): it ends with them. Its standard input is a pipe that the tests hold open; when
 * they end, however they end, the system closes it.
 */
import { isMainThread } from "node:worker_threads";

/** A stack that has not ended by then after a signal is not going to. */
const END_MS = 10_000;

// Workers and helpers inherit the option, but not the pipe.
if (isMainThread && process.argv[1]?.endsWith("local/start.ts")) {
  const end = () => {
    const signal = (name: NodeJS.Signals) => process.kill(-process.pid, name);
    signal("SIGTERM");
    setTimeout(signal, END_MS, "SIGKILL").unref();
  };
  process.stdin.once("end", end).once("error", end).resume();
  // It alone keeps nothing running.
  if ("unref" in process.stdin) process.stdin.unref();
}
