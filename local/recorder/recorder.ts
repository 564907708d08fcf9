/**
 * The flight recorder: the newest traces, in memory. It keeps references and texts; `read-trace.ts` turns them into what people
 * see.
 */
import type { Clock } from "../clock.ts";
import { ActiveSpan } from "./active-span.ts";
import { isRecordedValue } from "./recorded-value.ts";
import type { Outcome, SpanKind, TraceEntry } from "./trace.ts";
import { makeSpanId, makeTraceId, readTraceHeader } from "./trace-header.ts";
import type { RawDetails, RecorderEvent, SpanRecord, TraceRecord } from "./trace-record.ts";

export interface RecorderLimits {
  /** The maximum number of spans. The oldest traces are removed first. */
  readonly spans: number;
  /** Of one trace. */
  readonly spansPerTrace: number;
  /** The approximate maximum number of characters; most of them take a byte. */
  readonly size: number;
}

/** The memory of an idle stack has a budget, of which traces may use only a few per cent. */
const LIMITS: RecorderLimits = { spans: 10_000, spansPerTrace: 1000, size: 6 * 1024 * 1024 };

/** The size of an empty span, in bytes: its object, its id, its place in the list. */
const SPAN_SIZE = 250;

export class Recorder {
  readonly #clock: Clock;
  readonly #limits: RecorderLimits;
  /** Oldest first. */
  readonly #traces = new Map<string, TraceRecord>();
  /** Whether requests begin traces; running traces continue. */
  isRecording = true;
  readonly #listeners = new Set<(event: RecorderEvent) => void>();
  #sequence = 0;
  #spans = 0;
  #size = 0;

  constructor({ clock, limits = LIMITS }: { readonly clock: Clock; readonly limits?: RecorderLimits }) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Begins a trace with its first span; it ends with that one. */
  begin<Kind extends SpanKind>(
    entry: TraceEntry,
    kind: Kind,
    name: string,
    details: RawDetails<Kind>,
  ): ActiveSpan {
    const startedAt = this.#clock.now();
    this.#sequence += 1;
    const trace: TraceRecord = {
      id: makeTraceId(startedAt),
      sequence: this.#sequence,
      entry,
      startedAt,
      spans: [],
      spansLeftOut: 0,
      size: 0,
      requestId: null,
      route: null,
      people: new Map(),
      replayOf: null,
      version: 0,
      vault: null,
      vaultVersion: -1,
    };
    this.#traces.set(trace.id, trace);
    const span = this.add(trace, { parent: null, kind, name, details });
    this.#tell({ kind: "began", trace });
    return span;
  }

  /** The span that a request names as its parent; `null` if it is unknown or was removed. */
  resume(header: string | readonly string[] | undefined): ActiveSpan | null {
    const reference = readTraceHeader(header);
    const trace = reference === null ? undefined : this.#traces.get(reference.trace);
    const span = trace?.spans.findLast(({ id }) => id === reference?.span);
    return trace === undefined || span === undefined ? null : new ActiveSpan(this, trace, span);
  }

  /** For {@link ActiveSpan}. */
  add(trace: TraceRecord, given: Pick<SpanRecord, "parent" | "kind" | "name" | "details">): ActiveSpan {
    const span: SpanRecord = {
      id: makeSpanId(),
      ...given,
      start: performance.now(),
      end: null,
      outcome: "open",
    };
    if (trace.spans.length >= this.#limits.spansPerTrace) trace.spansLeftOut += 1;
    else {
      trace.spans.push(span);
      if (this.#has(trace)) this.#spans += 1;
      this.#grow(trace, SPAN_SIZE + sizeOf(given.details));
    }
    return new ActiveSpan(this, trace, span);
  }

  /** For {@link ActiveSpan}. */
  extend(trace: TraceRecord, span: SpanRecord, details: Readonly<Record<string, unknown>>): void {
    Object.assign(span.details, details);
    this.#grow(trace, sizeOf(details));
  }

  /** For {@link ActiveSpan}. */
  finish(trace: TraceRecord, span: SpanRecord, outcome: Outcome): void {
    span.end = performance.now();
    span.outcome = outcome;
    this.#tell({ kind: "span", trace, span });
    if (span.parent === null) this.#tell({ kind: "ended", trace });
  }

  /** For {@link ActiveSpan}: removes a span without children. */
  discard(trace: TraceRecord, span: SpanRecord): void {
    const index = trace.spans.lastIndexOf(span);
    if (index === -1) return;
    trace.spans.splice(index, 1);
    if (this.#has(trace)) this.#spans -= 1;
  }

  find(id: string): TraceRecord | null {
    const found = this.#traces.get(id) ?? this.newestFirst().find(({ requestId }) => requestId === id);
    return found ?? null;
  }

  newestFirst(): readonly TraceRecord[] {
    return [...this.#traces.values()].reverse();
  }

  /** @returns a function that ends the subscription. A listener must not throw. */
  subscribe(listener: (event: RecorderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Deletes every trace. */
  clear(): void {
    this.#traces.clear();
    this.#spans = 0;
    this.#size = 0;
  }

  #has(trace: TraceRecord): boolean {
    return this.#traces.get(trace.id) === trace;
  }

  #grow(trace: TraceRecord, size: number): void {
    trace.version += 1;
    if (!this.#has(trace)) return;
    trace.size += size;
    this.#size += size;
    for (const oldest of this.#traces.values()) {
      const isTooMuch = this.#spans > this.#limits.spans || this.#size > this.#limits.size;
      if (!isTooMuch || oldest === trace) return;
      this.#traces.delete(oldest.id);
      this.#spans -= oldest.spans.length;
      this.#size -= oldest.size;
    }
  }

  #tell(event: RecorderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function sizeOf(details: Readonly<Record<string, unknown>>): number {
  let size = 0;
  for (const name in details) {
    const value = details[name];
    if (typeof value === "string") size += value.length;
    else if (isRecordedValue(value)) size += value.size;
  }
  return size;
}
