/** A trace, or a part of one, for each request to the ports of the cloud and of the Invoke API. */
import type { Exchange } from "../server/exchange.ts";
import { type ActiveSpan, currentSpan } from "./active-span.ts";
import type { Recorder } from "./recorder.ts";
import type { Outcome, RequestDetails, TraceEntry } from "./trace.ts";
import { TRACE_HEADER } from "./trace-header.ts";

/** Runs the answering of an exchange. */
export type Around = (exchange: Exchange, answer: () => Promise<void>) => Promise<void>;

/**
 * A request that comes from a span goes on in it; any other one begins a trace. What a browser asks before a request, and what
 * is there for the machine's own user, is not recorded.
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

/** What an HTML page or a browser asks for by itself. */
const STATIC = new Set(["/favicon.ico", "/robots.txt"]);

function isWorthATrace({ request, url }: Exchange): boolean {
  if (request.method === "OPTIONS" || url.pathname.startsWith("/_local/") || STATIC.has(url.pathname))
    return false;
  // The start page: S3's clients sign, and do not ask for HTML.
  const wantsPage = request.headers.accept?.includes("text/html") === true;
  return !(url.pathname === "/" && request.method === "GET" && wantsPage);
}

function requestDetails({ request, url }: Exchange): RequestDetails {
  const { origin, "user-agent": userAgent } = request.headers;
  return {
    method: request.method ?? "",
    path: url.pathname + url.search,
    ...(origin !== undefined && { origin }),
    ...(userAgent !== undefined && { userAgent }),
  };
}

/** What is asked of a response. */
export interface Answering {
  readonly statusCode: number;
  readonly writableFinished: boolean;
  once(event: "close", listener: () => void): unknown;
}

/** The span ends when the answer has been sent, or the client has hung up. */
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

/** What the trace as a whole is called: after what the request itself is for, and nothing that it leads to. */
export function nameRoute(name: string): void {
  const span = currentSpan();
  if (span?.isFirstCall === true) span.trace.route ??= name;
}
