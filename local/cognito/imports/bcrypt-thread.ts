/** Computes bcrypt hashes in a thread that is started when it is needed, and ended when it has been idle for a while. */
import { Worker } from "node:worker_threads";

export interface BcryptRequest {
  readonly id: number;
  readonly password: string;
  /** The beginning of a hash: version, cost and salt. */
  readonly settings: string;
}

export interface BcryptAnswer {
  readonly id: number;
  readonly hash: string;
}

const IDLE_MS = 1000;
/** `$2b$10$` and 22 characters of salt. */
const SETTINGS_LENGTH = 29;

interface Thread {
  readonly worker: Worker;
  readonly pending: Map<number, PromiseWithResolvers<string>>;
  idle: NodeJS.Timeout | null;
}

let thread: Thread | null = null;
let lastId = 0;

function startThread(): Thread {
  const worker = new Worker(new URL("./bcrypt-worker.js", import.meta.url));
  const pending = new Map<number, PromiseWithResolvers<string>>();
  const started: Thread = { worker, pending, idle: null };
  worker.on("message", ({ id, hash }: BcryptAnswer) => {
    pending.get(id)?.resolve(hash);
    pending.delete(id);
    if (pending.size > 0) return;
    // An idle thread does not keep the process alive.
    worker.unref();
    started.idle = setTimeout(() => endThread(started), IDLE_MS).unref();
  });
  worker.on("error", (error) => {
    if (thread === started) thread = null;
    for (const { reject } of pending.values()) reject(error);
  });
  return started;
}

function endThread(ended: Thread): void {
  if (thread === ended) thread = null;
  void ended.worker.terminate();
}

/** The hash of a password with the version, the cost and the salt of another hash. */
export function bcryptLike(hash: string, password: string): Promise<string> {
  thread ??= startThread();
  if (thread.idle !== null) clearTimeout(thread.idle);
  thread.idle = null;
  thread.worker.ref();
  lastId += 1;
  const result = Promise.withResolvers<string>();
  thread.pending.set(lastId, result);
  const request: BcryptRequest = { id: lastId, password, settings: hash.slice(0, SETTINGS_LENGTH) };
  thread.worker.postMessage(request);
  return result.promise;
}
