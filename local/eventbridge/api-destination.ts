import type { BusEvent } from "./event-store.ts";

/** An API destination and the header of its connection. */
export interface ApiDestination {
  readonly url: string;
  readonly method: string;
  readonly header: { readonly name: string; readonly value: string };
}

/** `later`: try again; `refused`: never. `text` is what the page shows. */
export interface CallOutcome {
  readonly kind: "taken" | "later" | "refused";
  readonly text: string;
  /** What the answer asks for. */
  readonly retryAfterMs?: number;
}

/** EventBridge waits five seconds. */
const TIMEOUT_MS = 5000;

/** EventBridge calls again after these and after 5xx, and never after another 4xx. */
const RETRIED = new Set([401, 407, 409, 429]);

/**
 * Sends an event to a webhook.
 *
 * @param signal gives up at once
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export async function callDestination(
  { url, method, header }: ApiDestination,
  event: BusEvent,
  signal: AbortSignal,
): Promise<CallOutcome> {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        [header.name]: header.value,
      },
      body: JSON.stringify(event),
      signal: AbortSignal.any([signal, late]),
    });
    await response.body?.cancel();
    const text = String(response.status);
    if (response.ok) return { kind: "taken", text };
    if (response.status < 500 && !RETRIED.has(response.status)) return { kind: "refused", text };
    const seconds = Number(response.headers.get("retry-after"));
    return { kind: "later", text, ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) };
  } catch (error) {
    if (late.aborted) return { kind: "later", text: "timeout" };
    const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
    return { kind: "later", text: cause?.code ?? message };
  }
}
