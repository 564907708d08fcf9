/**
 * The current span. It follows the code through every `await`; requests to other processes and threads of the stack carry it in
 * a header.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Outcome, SpanKind } from "./trace.ts";
import { renderTraceHeader } from "./trace-header.ts";
import type { Person, RawDetails, SpanRecord, TraceRecord } from "./trace-record.ts";

const storage = new AsyncLocalStorage<ActiveSpan>();

/** The storage of a span and its children: the recorder. */
interface SpanKeeper {
  add(trace: TraceRecord, given: Pick<SpanRecord, "parent" | "kind" | "name" | "details">): ActiveSpan;
  extend(trace: TraceRecord, span: SpanRecord, details: Readonly<Record<string, unknown>>): void;
  finish(trace: TraceRecord, span: SpanRecord, outcome: Outcome): void;
  discard(trace: TraceRecord, span: SpanRecord): void;
}

export class ActiveSpan {
  readonly trace: TraceRecord;
  readonly #recorder: SpanKeeper;
  readonly #span: SpanRecord;

  constructor(recorder: SpanKeeper, trace: TraceRecord, span: SpanRecord) {
    this.#recorder = recorder;
    this.trace = trace;
    this.#span = span;
  }

  get id(): string {
    return this.#span.id;
  }

  get kind(): SpanKind {
    return this.#span.kind;
  }

  /** Whether it is directly under the request of its trace. */
  get isFirstCall(): boolean {
    return this.#span.parent !== null && this.#span.parent === this.trace.spans[0]?.id;
  }

  /** The `X-Amzn-Trace-Id` of this span's requests. */
  get header(): string {
    return renderTraceHeader({ trace: this.trace.id, span: this.#span.id });
  }

  /** Runs work with this span as the current one. */
  run<Result>(work: () => Result): Result {
    return storage.run(this, work);
  }

  child<Kind extends SpanKind>(kind: Kind, name: string, details: RawDetails<Kind>): ActiveSpan {
    return this.#recorder.add(this.trace, { parent: this.#span.id, kind, name, details });
  }

  /** Adds details. */
  tell<Kind extends SpanKind>(_kind: Kind, details: RawDetails<Kind>): void {
    this.#recorder.extend(this.trace, this.#span, details);
  }

  /** Whether a detail has been added. */
  has(member: string): boolean {
    return Object.hasOwn(this.#span.details, member);
  }

  /** Ends it; later calls are ignored. */
  end(outcome: Exclude<Outcome, "open">): void {
    if (this.#span.end === null) this.#recorder.finish(this.trace, this.#span, outcome);
  }

  /** Removes it: there was nothing to record. */
  discard(): void {
    this.#recorder.discard(this.trace, this.#span);
  }

  /** The trace is about this user. */
  sees(person: Person): void {
    this.trace.people.set(person.sub, person);
  }
}

/** Undefined outside of any trace, and if the recorder is off. */
export const currentSpan = (): ActiveSpan | undefined => storage.getStore();

/** The header for a request to another part of the stack; undefined outside of any trace. */
export const traceHeader = (): string | undefined => storage.getStore()?.header;

/**
 * Runs work in a new span under the current one. The span ends as `ok`, or as `failed` if the work throws, unless the work has
 * ended it.
 */
export async function withSpan<Kind extends SpanKind, Result>(
  kind: Kind,
  name: string,
  details: () => RawDetails<Kind>,
  work: (span: ActiveSpan | undefined) => Promise<Result>,
): Promise<Result> {
  const parent = storage.getStore();
  if (parent === undefined) return work(undefined);
  const span = parent.child(kind, name, details());
  try {
    const result = await storage.run(span, work, span);
    span.end("ok");
    return result;
  } catch (error) {
    span.end("failed");
    throw error;
  }
}

/** An event without a duration. */
export function noteSpan<Kind extends SpanKind>(
  kind: Kind,
  name: string,
  details: () => RawDetails<Kind>,
): void {
  storage.getStore()?.child(kind, name, details()).end("ok");
}
