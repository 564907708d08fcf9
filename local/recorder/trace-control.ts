/**
 * `/_local/traces`: the flight recorder's traces, as a list, single and live, and the replay of a trigger. Loaded with the
 * first request.
 */
import type { LambdaInvoker } from "../lambda/lambda-invoker.ts";
import { type Exchange, respond, respondJson } from "../server/exchange.ts";
import { readJsonObject } from "../server/read-json-object.ts";
import { followTraces } from "./follow-traces.ts";
import { readTrace } from "./read-trace.ts";
import type { Recorder } from "./recorder.ts";
import { renderText } from "./render-text.ts";
import { replay } from "./replay-trigger.ts";
import { FilterRefused, listTraces, readFilter } from "./trace-filter.ts";
import type { TraceRecord } from "./trace-record.ts";

const PREFIX = "/_local/traces";

const NO_STORE = { "cache-control": "no-store" };

/** The dependencies. */
export interface Recording {
  /** `null` if it is off. */
  readonly recorder: Recorder | null;
  readonly lambdas: LambdaInvoker;
}

/** Answers requests for traces; others are not handled here. */
export async function controlTraces(exchange: Exchange, { recorder, lambdas }: Recording): Promise<boolean> {
  const { request, url } = exchange;
  if (recorder === null) {
    return respondJson(exchange, 404, { message: "The recorder is off: LOCAL_RECORDER=off." });
  }
  const [id = "", action, ...others] = url.pathname.slice(PREFIX.length + 1).split("/");
  if (others.length > 0) return false;
  switch (`${request.method} ${action === undefined ? shapeOf(id) : `{id}/${action}`}`) {
    case "GET ":
      return wantsEvents(exchange) ? follow(exchange, recorder) : list(exchange, recorder);
    case "PATCH ":
      return pause(exchange, recorder);
    case "DELETE ":
      recorder.clear();
      return respond(exchange, 204, {});
    case "GET live":
      return follow(exchange, recorder);
    case "GET latest":
      return filtered(exchange, ({ fits }) => show(exchange, recorder.newestFirst().find(fits) ?? null));
    case "GET {id}":
      return show(exchange, recorder.find(id));
    case "POST {id}/replay": {
      const trace = recorder.find(id);
      return trace === null ? unknown(exchange) : replay(exchange, { recorder, lambdas, trace });
    }
    default:
      return false;
  }
}

const shapeOf = (id: string): string => (["", "live", "latest"].includes(id) ? id : "{id}");

const MAX_BODY_BYTES = 1024;

async function pause(exchange: Exchange, recorder: Recorder): Promise<true> {
  const { recording, ...others } = (await readJsonObject(exchange.request, MAX_BODY_BYTES)) ?? {};
  if (typeof recording !== "boolean" || Object.keys(others).length > 0) {
    return respondJson(exchange, 400, { message: 'The body is {"recording":true} or {"recording":false}.' });
  }
  recorder.isRecording = recording;
  return respondJson(exchange, 200, { recording }, NO_STORE);
}

const wantsEvents = ({ request }: Exchange): boolean =>
  request.headers.accept?.includes("text/event-stream") === true;

/** As JSON, or as text on request. */
function show(exchange: Exchange, record: TraceRecord | null): true {
  if (record === null) return unknown(exchange);
  const trace = readTrace(record);
  const headers = { ...NO_STORE, vary: "accept" };
  if (exchange.request.headers.accept?.startsWith("text/plain") !== true) {
    return respondJson(exchange, 200, trace, headers);
  }
  const type = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return respond(exchange, 200, { ...headers, ...type }, renderText(trace));
}

const unknown = (exchange: Exchange): true =>
  respondJson(exchange, 404, { message: "There is no such trace, or it is forgotten by now." });

function list(exchange: Exchange, recorder: Recorder): true {
  return filtered(exchange, (filter) =>
    respondJson(exchange, 200, listTraces(recorder, filter), { ...NO_STORE, vary: "accept" }),
  );
}

function follow(exchange: Exchange, recorder: Recorder): true {
  return filtered(exchange, (filter) => followTraces(exchange, recorder, filter));
}

function filtered(exchange: Exchange, answer: (filter: ReturnType<typeof readFilter>) => true): true {
  try {
    return answer(readFilter(exchange.url.searchParams));
  } catch (error) {
    if (error instanceof FilterRefused) return respondJson(exchange, 400, { message: error.message });
    throw error;
  }
}
