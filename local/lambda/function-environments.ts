import {
  ExecutionEnvironment,
  type FunctionSettings,
  type Invocation,
  type InvocationOutcome,
} from "./execution-environment.ts";

/** How far one function goes on this machine. */
export interface ConcurrencyLimits {
  /** Environments at the same time: what reserved concurrency is on AWS. */
  readonly environments: number;
  /** Invocations that may wait for an environment. */
  readonly waiting: number;
  /** Milliseconds that the only environment is kept without an invocation, and one beside others. */
  readonly idleMs: number;
  readonly spareIdleMs: number;
}

export type FunctionOutcome =
  | InvocationOutcome
  /** Too many wait already: Lambda's 429. */
  | { readonly kind: "throttled" }
  /** The caller stopped waiting before the handler was called. */
  | { readonly kind: "abandoned" };

interface Waiting {
  readonly invocation: Invocation;
  readonly settle: (outcome: FunctionOutcome) => void;
  /** Milliseconds, by the monotonic clock. */
  readonly since: number;
}

/**
 * How long an invocation waits for a busy environment before another one is started, in milliseconds: a start takes some 100 ms
 * of CPU time and 20 MiB, and most functions are done sooner.
 */
const PATIENCE_MS = 100;

/**
 * The execution environments of one function. A machine has a few cores, where AWS has as many as it takes, so their number is
 * bounded, and what comes beyond it waits its turn: first come, first served.
 */
export class FunctionEnvironments {
  readonly #settings: () => FunctionSettings;
  readonly #limits: ConcurrencyLimits;
  readonly #waiting: Waiting[] = [];
  /** The one used last comes last, and is used next: the others grow old and are ended. */
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #all = new Set<ExecutionEnvironment>();
  /** Those of an older version of the code, to be ended when they are done. */
  readonly #outdated = new WeakSet<ExecutionEnvironment>();
  readonly #idleTimers = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  #isStarting = false;
  /** When an environment became ready last. */
  #readySince = 0;
  #growth: NodeJS.Timeout | undefined;

  /** @param settings asked for each environment, because a build may have changed them */
  constructor(settings: () => FunctionSettings, limits: ConcurrencyLimits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  /** @param signal takes the invocation out of the queue; one that runs goes on, as on AWS */
  invoke(invocation: Invocation, signal?: AbortSignal): Promise<FunctionOutcome> {
    if (signal?.aborted) return Promise.resolve({ kind: "abandoned" });
    if (this.#waiting.length >= this.#limits.waiting) return Promise.resolve({ kind: "throttled" });
    const { promise, resolve } = Promise.withResolvers<FunctionOutcome>();
    const waiting: Waiting = { invocation, settle: resolve, since: performance.now() };
    this.#waiting.push(waiting);
    signal?.addEventListener("abort", () => this.#abandon(waiting), { once: true });
    this.#serve();
    return promise;
  }

  /** After a build: environments that idle are ended now, the others after what they run. */
  renew(): void {
    for (const environment of this.#all) this.#outdated.add(environment);
    for (const environment of [...this.#idle]) this.#remove(environment);
  }

  async close(): Promise<void> {
    for (const { settle } of this.#waiting.splice(0)) settle({ kind: "abandoned" });
    clearTimeout(this.#growth);
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    await Promise.all([...this.#all].map((environment) => environment.end()));
  }

  #abandon(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index === -1) return;
    this.#waiting.splice(index, 1);
    waiting.settle({ kind: "abandoned" });
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const environment = this.#idle.pop();
      if (environment === undefined) break;
      clearTimeout(this.#idleTimers.get(environment));
      this.#idleTimers.delete(environment);
      if (environment.isOver) this.#all.delete(environment);
      else void this.#run(environment);
    }
    this.#grow();
  }

  /** Starts the first environment at once, and another one where an invocation has waited for long enough. */
  #grow(): void {
    clearTimeout(this.#growth);
    const [first] = this.#waiting;
    if (first === undefined || this.#isStarting || this.#all.size >= this.#limits.environments) return;
    const waited = performance.now() - Math.max(first.since, this.#readySince);
    if (this.#all.size === 0 || waited >= PATIENCE_MS) void this.#start();
    else this.#growth = setTimeout(() => this.#grow(), PATIENCE_MS - waited);
  }

  /** What waits when it is ready is what it runs: not necessarily the invocation that it was started for. */
  async #start(): Promise<void> {
    const environment = new ExecutionEnvironment(this.#settings());
    this.#all.add(environment);
    this.#isStarting = true;
    await environment.ready;
    this.#isStarting = false;
    this.#readySince = performance.now();
    if (environment.isOver) {
      // What kept it from starting keeps the next one, so what waits is told at once.
      this.#all.delete(environment);
      for (const { invocation, settle } of this.#waiting.splice(0))
        settle(await environment.invoke(invocation));
      return;
    }
    const run = this.#run(environment);
    this.#grow();
    await run;
  }

  async #run(environment: ExecutionEnvironment): Promise<void> {
    const next = this.#waiting.shift();
    if (next !== undefined) next.settle(await environment.invoke(next.invocation));
    if (environment.isOver || this.#outdated.has(environment)) this.#remove(environment);
    else this.#keep(environment);
    this.#serve();
  }

  #keep(environment: ExecutionEnvironment): void {
    this.#idle.push(environment);
    const { idleMs, spareIdleMs } = this.#limits;
    const limit = this.#all.size > 1 ? spareIdleMs : idleMs;
    const timer = setTimeout(() => this.#remove(environment), limit);
    this.#idleTimers.set(environment, timer.unref());
  }

  #remove(environment: ExecutionEnvironment): void {
    clearTimeout(this.#idleTimers.get(environment));
    this.#idleTimers.delete(environment);
    const index = this.#idle.indexOf(environment);
    if (index !== -1) this.#idle.splice(index, 1);
    this.#all.delete(environment);
    void environment.end();
  }
}
