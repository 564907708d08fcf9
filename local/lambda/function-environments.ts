import {
  ExecutionEnvironment,
  type FunctionSettings,
  type Invocation,
  type InvocationOutcome,
} from "./execution-environment.ts";

/** The limits of one function on this machine. */
export interface ConcurrencyLimits {
  /** Concurrent environments: reserved concurrency on AWS. */
  readonly environments: number;
  /** Invocations that may wait for an environment. */
  readonly waiting: number;
  /** Milliseconds without an invocation until the only environment ends, and until an additional one ends. */
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
 * How long an invocation waits for a busy environment before another one is started, in milliseconds: a start takes about 100
 * ms of CPU time and 20 MiB, and most functions finish sooner.
 */
const PATIENCE_MS = 100;

/**
 * The execution environments of one function. A machine has only a few cores, so their number is limited, and further
 * invocations wait: first come, first served.
 */
export class FunctionEnvironments {
  readonly #settings: () => FunctionSettings;
  readonly #limits: ConcurrencyLimits;
  readonly #waiting: Waiting[] = [];
  /** The one used last comes last and is used next; the others become idle and end. */
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #all = new Set<ExecutionEnvironment>();
  /** Those with an older version of the code, which end after their invocation. */
  readonly #outdated = new WeakSet<ExecutionEnvironment>();
  readonly #idleTimers = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  #isStarting = false;
  /** When an environment last became ready. */
  #readySince = 0;
  #growth: NodeJS.Timeout | undefined;

  /** @param settings called for each environment, because a build may have changed them */
  constructor(settings: () => FunctionSettings, limits: ConcurrencyLimits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  /** @param signal removes the invocation from the queue; a running one continues, as on AWS */
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

  /** After a build: idle environments end now, the others after their invocation. */
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

  /** Starts the first environment at once, and another one if an invocation has waited long enough. */
  #grow(): void {
    clearTimeout(this.#growth);
    const [first] = this.#waiting;
    if (first === undefined || this.#isStarting || this.#all.size >= this.#limits.environments) return;
    const waited = performance.now() - Math.max(first.since, this.#readySince);
    if (this.#all.size === 0 || waited >= PATIENCE_MS) void this.#start();
    else this.#growth = setTimeout(() => this.#grow(), PATIENCE_MS - waited);
  }

  /** When it is ready it runs the next waiting invocation, not necessarily the one that it was started for. */
  async #start(): Promise<void> {
    const environment = new ExecutionEnvironment(this.#settings());
    this.#all.add(environment);
    this.#isStarting = true;
    await environment.ready;
    this.#isStarting = false;
    this.#readySince = performance.now();
    if (environment.isOver) {
      // The next one would fail to start as well, so waiting invocations fail at once.
      this.#all.delete(environment);
      for (const { invocation, settle } of this.#waiting.splice(0)) {
        settle(await environment.invoke(invocation));
      }
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
