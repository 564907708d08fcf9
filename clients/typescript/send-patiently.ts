/** How requests are sent. */
export interface SendSettings {
  /** Instead of the platform's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Milliseconds that one attempt may take before it is given up with a `TimeoutError`. Default: 30,000. */
  readonly timeout?: number;
  /** How often a call is repeated to which the API says "later". Default: 2. */
  readonly retries?: number;
  /** Seconds that a call waits at most before it is repeated; what asks for more is answered as it is. Default: 20. */
  readonly maxWait?: number;
  /** Waits; for tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Methods that may be repeated without doing something twice (RFC 9110 §9.2.2). */
const IDEMPOTENT: readonly string[] = ["GET", "PUT", "DELETE"];

/** Without `retry-after` the wait is up to this, doubled with each repetition. */
const FIRST_WAIT = 500;

/** Clients that were all told the same time come back spread over this. */
const SPREAD = 1_000;

/** Milliseconds, with the signal's reason thrown where it ends before. */
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

/** Milliseconds to wait by `retry-after`, which is seconds or a date (RFC 9110 §10.2.3); undefined without one that can be read. */
function askedWait(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** Milliseconds until a repetition, spread by chance, so that clients do not come back all at once. */
function waitBefore(repetition: number, headers: Headers): number {
  const asked = askedWait(headers);
  if (asked === undefined) return Math.random() * FIRST_WAIT * 2 ** repetition;
  return asked + Math.random() * SPREAD;
}

const isLater = ({ status }: Response) => status === 429 || status === 503;

/**
 * Sends a request, each attempt with an end, and repeats an idempotent one for which it is too early (429, 503).
 *
 * @param makeRequest a new one for each attempt
 * @throws DOMException `TimeoutError`; the caller's reason to end it; TypeError where the network fails
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
