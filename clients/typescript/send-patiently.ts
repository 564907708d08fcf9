/** How requests are sent. */
export interface SendSettings {
  /** Used instead of the platform's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Milliseconds until an attempt fails with a `TimeoutError`. Default: 30,000. */
  readonly timeout?: number;
  /** How often a call is retried after a 429 or 503. Default: 2. */
  readonly retries?: number;
  /** The maximum number of seconds before a retry; if the API asks for more, its answer is returned. Default: 20. */
  readonly maxWait?: number;
  /** Waits; for tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Idempotent methods (RFC 9110 §9.2.2). */
const IDEMPOTENT: readonly string[] = ["GET", "PUT", "DELETE"];

/** Without `retry-after` the wait is up to this; it doubles with each retry. */
const FIRST_WAIT = 500;

/** Clients that got the same `retry-after` retry within this span. */
const SPREAD = 1_000;

/** Waits for some milliseconds. @throws the signal's reason if it aborts before */
export function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) end();
    else signal?.addEventListener("abort", end, { once: true });
  });
}

/** Milliseconds to wait by `retry-after`, which is in seconds or a date (RFC 9110 §10.2.3); undefined if it is missing or invalid. */
function askedWait(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** Milliseconds until a retry, with a random part, so that clients do not all retry at once. */
function waitBefore(repetition: number, headers: Headers): number {
  const asked = askedWait(headers);
  if (asked === undefined) return Math.random() * FIRST_WAIT * 2 ** repetition;
  return asked + Math.random() * SPREAD;
}

const isLater = ({ status }: Response) => status === 429 || status === 503;

/**
 * Sends a request, with a time-out per attempt, and retries an idempotent one after 429 and 503.
 *
 * @param makeRequest creates a new request for each attempt
 * @throws DOMException `TimeoutError`; the reason of the caller's signal; TypeError if the network fails
 */
export async function sendPatiently(
  method: string,
  makeRequest: (signal: AbortSignal) => Request,
  signal: AbortSignal | undefined,
  settings: SendSettings,
): Promise<Response> {
  const { timeout = 30_000, retries = 2, maxWait = 20, wait = waitFor } = settings;
  const send = settings.fetch ?? ((request: Request) => fetch(request));
  for (let repetition = 0; ; repetition += 1) {
    const ends = AbortSignal.timeout(timeout);
    const response = await send(makeRequest(signal === undefined ? ends : AbortSignal.any([signal, ends])));
    if (!isLater(response) || !IDEMPOTENT.includes(method) || repetition >= retries) return response;
    const milliseconds = waitBefore(repetition, response.headers);
    if (milliseconds > maxWait * 1_000) return response;
    await response.body?.cancel();
    await wait(milliseconds, signal);
  }
}
