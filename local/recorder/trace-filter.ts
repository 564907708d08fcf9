/** The filters of `GET /_local/traces`. */
import { describeTrace } from "./describe-trace.ts";
import { summarize } from "./read-trace.ts";
import type { Recorder } from "./recorder.ts";
import type { TracePage, TraceSummary } from "./trace.ts";
import type { TraceRecord } from "./trace-record.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export class FilterRefused extends Error {
  override readonly name = "FilterRefused";
}

export interface TraceFilter {
  /** Whether a trace matches. */
  readonly fits: (trace: TraceRecord) => boolean;
  readonly limit: number;
  /** Only traces older than the one with this number. */
  readonly before: number;
}

type Condition = (summary: TraceSummary, trace: TraceRecord) => boolean;

/** Each parameter's condition. @throws FilterRefused */
const CONDITIONS: Readonly<Record<string, (value: string) => Condition>> = {
  user: (value) => {
    const name = value.toLowerCase();
    return ({ identities }) => identities.some((identity) => identity.toLowerCase().includes(name));
  },
  route: (value) => {
    const name = value.toLowerCase();
    return ({ route, method, path }) =>
      [route ?? "", `${method} ${path}`].some((text) => text.toLowerCase().includes(name));
  },
  status: (value) => {
    const patterns = value.split(",");
    if (!patterns.every((pattern) => /^[1-5](?:\d\d|xx)$/.test(pattern))) {
      throw new FilterRefused('status is "401", "4xx", or several of them: "401,403"');
    }
    return ({ status }) =>
      patterns.some((pattern) =>
        pattern.endsWith("xx") ? String(status)[0] === pattern[0] : String(status) === pattern,
      );
  },
  from: (value) => {
    const time = timeOf("from", value);
    return (_, { startedAt }) => startedAt >= time;
  },
  to: (value) => {
    const time = timeOf("to", value);
    return (_, { startedAt }) => startedAt <= time;
  },
};

/** @throws FilterRefused */
export function readFilter(query: URLSearchParams): TraceFilter {
  const conditions: Condition[] = [];
  let limit = DEFAULT_LIMIT;
  let before = Number.POSITIVE_INFINITY;
  for (const [name, value] of query) {
    const condition = Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name] : undefined;
    if (condition !== undefined) conditions.push(condition(value));
    else if (name === "limit") limit = wholeNumber(name, value, MAX_LIMIT);
    else if (name === "cursor") before = wholeNumber(name, value, Number.MAX_SAFE_INTEGER);
    else {
      throw new FilterRefused(`there is no filter "${name}": user, route, status, from, to, limit, cursor`);
    }
  }
  const fits = (trace: TraceRecord): boolean => {
    if (conditions.length === 0) return true;
    const summary = describeTrace(trace);
    return conditions.every((condition) => condition(summary, trace));
  };
  return { fits, limit, before };
}

/** A page of traces, newest first. */
export function listTraces(recorder: Recorder, { fits, limit, before }: TraceFilter): TracePage {
  const page: TraceRecord[] = [];
  const { isRecording: recording } = recorder;
  for (const trace of recorder.newestFirst()) {
    if (trace.sequence >= before || !fits(trace)) continue;
    if (page.length === limit) {
      return { recording, traces: page.map(summarize), cursor: String(page.at(-1)?.sequence) };
    }
    page.push(trace);
  }
  return { recording, traces: page.map(summarize), cursor: null };
}

function wholeNumber(name: string, value: string, max: number): number {
  const number = Number(value);
  if (!/^\d{1,16}$/.test(value) || number < 1 || number > max) {
    throw new FilterRefused(`${name} is a whole number from 1 to ${max}`);
  }
  return number;
}

/** RFC 3339, or only a date. */
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

function timeOf(name: string, value: string): number {
  const time = TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new FilterRefused(`${name} is a time like 2026-01-15T12:00:00Z`);
  return time;
}
