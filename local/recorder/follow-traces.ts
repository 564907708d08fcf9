/** Traces while they happen, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import type { Exchange } from "../server/exchange.ts";
import { readOneSpan, summarize } from "./read-trace.ts";
import type { Recorder } from "./recorder.ts";
import type { TraceFilter } from "./trace-filter.ts";
import type { RecorderEvent } from "./trace-record.ts";

/** Milliseconds between keep-alive lines. */
const HEARTBEAT_MS = 15_000;

/** The maximum number of bytes that wait for a slow reader; then it is disconnected. */
const MAX_WAITING = 4 * 1024 * 1024;

/**
 * Sends `began` and `ended` with a trace's summary, and `span` with `{ trace, span }` for each span that has ended. A filter
 * applies to what is known at that time: the status of a trace only after its end.
 */
export function followTraces({ response }: Exchange, recorder: Recorder, { fits }: TraceFilter): true {
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(": traces\n\n");
  const send = (event: RecorderEvent) => {
    if (!fits(event.trace)) return;
    if (response.writableLength > MAX_WAITING) response.destroy();
    else response.write(`event: ${event.kind}\ndata: ${JSON.stringify(dataOf(event))}\n\n`);
  };
  const unsubscribe = recorder.subscribe(send);
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS).unref();
  response.once("close", () => {
    unsubscribe();
    clearInterval(heartbeat);
  });
  return true;
}

const dataOf = (event: RecorderEvent): object =>
  event.kind === "span"
    ? { trace: event.trace.id, span: readOneSpan(event.span, event.trace) }
    : summarize(event.trace);
