/** A trace, or a part of one, for each request to the ports of the cloud and of the Invoke API. */
import type { Exchange } from "../server/exchange.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type ActiveSpan, currentSpan } from "./active-span.ts";
import type { Recorder } from "./recorder.ts";
import type { Outcome, RequestDetails, TraceEntry } from "./trace.ts";
import { TRACE_HEADER, UNTRACED } from "./trace-header.ts";

/** Runs the handling of an exchange. */
export type Around = (exchange: Exchange, answer: () => Promise<void>) => Promise<void>;

/**
 * A request from a span continues its trace; any other one begins a new trace. Preflights, and requests of the machine's own
 * user, are not recorded.
 */
export function recordRequests(recorder: Recorder | null, entry: TraceEntry): Around {
  if (recorder === null) return (_exchange, answer) => answer();
  return (exchange, answer) => {
    const from = recorder.resume(exchange.request.headers[TRACE_HEADER]);
    if (from !== null) return from.run(answer);
    if (!recorder.isRecording || !isWorthATrace(exchange)) return answer();
    const details = requestDetails(exchange);
    const span = recorder.begin(entry, "request", `${details.method} ${exchange.url.pathname}`, details);
    endWithAnswer(span, exchange.response);
    return span.run(answer);
  };
}

/** Requests that an HTML page or a browser makes automatically. */
const STATIC = new Set(["/favicon.ico", "/robots.txt"]);

function isWorthATrace({ request, url }: Exchange): boolean {
  if (request.headers[TRACE_HEADER] === UNTRACED) return false;
  if (request.method === "OPTIONS" || url.pathname.startsWith("/_local/") || STATIC.has(url.pathname)) {
    return false;
  }
  // The start page: S3's clients sign, and do not ask for HTML.
  const wantsPage = request.headers.accept?.includes("text/html") === true;
  return !(url.pathname === "/" && request.method === "GET" && wantsPage);
}

function requestDetails({ request, url }: Exchange): RequestDetails {
  const { origin, "user-agent": userAgent } = request.headers;
  return {
    method: request.method ?? "",
    path: url.pathname + url.search,
    ...withoutUndefined({ origin, userAgent }),
  };
}

/** The parts of a response that are used. */
export interface Answering {
  readonly statusCode: number;
  readonly writableFinished: boolean;
  once(event: "close", listener: () => void): unknown;
}

/** Ends the span when the answer has been sent, or the client has hung up. */
export function endWithAnswer(span: ActiveSpan, response: Answering): void {
  response.once("close", () => {
    if (response.writableFinished) {
      span.tell("request", { status: response.statusCode });
      span.end(outcomeOf(response.statusCode));
    } else {
      span.tell("request", { isAborted: true });
      span.end("failed");
    }
  });
}

export const outcomeOf = (status: number): Exclude<Outcome, "open"> =>
  status < 400 ? "ok" : status < 500 ? "refused" : "failed";

/** The name of the whole trace: from the request itself, not from the calls that it causes. */
export function nameRoute(name: string): void {
  const span = currentSpan();
  if (span?.isFirstCall === true) span.trace.route ??= name;
}
