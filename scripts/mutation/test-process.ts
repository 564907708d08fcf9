/** Manages the process that runs tests: ends it if it hangs or grows too large, and starts another. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answer, Order } from "./worker.ts";

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Modules of earlier runs stay in memory: a process that uses more than this, in bytes, is replaced. */
const MAX_MEMORY = 1_200_000_000;

export class TestProcess {
  #child: ChildProcess | null = null;

  /**
   * @param patience milliseconds after which the process counts as hanging
   * @returns null if it hung or died
   */
  async run(order: Order, patience: number): Promise<Answer | null> {
    this.#child ??= this.#start();
    const child = this.#child;
    const ended = new AbortController();
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    const exit = once(child, "exit", { signal: ended.signal }).then(() => null);
    const answer = once(child, "message", { signal: ended.signal }).then(([message]) => message as Answer);
    child.send(order);
    const result = await Promise.race([answer, exit]);
    clearTimeout(timer);
    ended.abort();
    await Promise.allSettled([answer, exit]);
    if (result === null || result.memory > MAX_MEMORY) this.stop();
    return result;
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  #start(): ChildProcess {
    return fork(worker, {
      execArgv: ["--disable-warning=ExperimentalWarning", "--expose-gc"],
      stdio: ["ignore", "ignore", process.env.MUTATION_DEBUG ? "inherit" : "ignore", "ipc"],
    });
  }
}
