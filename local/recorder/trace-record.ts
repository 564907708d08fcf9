/** Traces as the recorder keeps them. */
import type { RecordedValue } from "./recorded-value.ts";
import type { Outcome, SpanDetails, SpanKind, SpanReference, TraceEntry } from "./trace.ts";
import type { Vault } from "./vault.ts";

/** A span's details before they are read: a member may be a {@link RecordedValue}. */
export type RawDetails<Kind extends SpanKind> = {
  readonly [Member in keyof SpanDetails[Kind]]?: SpanDetails[Kind][Member] | RecordedValue;
};

/** A stored span. Times are milliseconds by the monotonic clock. */
export interface SpanRecord {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: SpanKind;
  readonly name: string;
  readonly start: number;
  end: number | null;
  outcome: Outcome;
  /** Grows while the span runs. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The known names of a trace's user. */
export interface Person {
  readonly sub: string;
  readonly username: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface TraceRecord {
  readonly id: string;
  /** Increases with every trace. */
  readonly sequence: number;
  readonly entry: TraceEntry;
  /** Milliseconds since 1970, by the cloud's clock. */
  readonly startedAt: number;
  readonly spans: SpanRecord[];
  spansLeftOut: number;
  /** The approximate number of characters. */
  size: number;
  requestId: string | null;
  route: string | null;
  /** By `sub`; the first one made the request. */
  readonly people: Map<string, Person>;
  replayOf: SpanReference | null;
  /** Increases with every addition. */
  version: number;
  /** Created when the trace is first read, with the version that it was filled from. */
  vault: Vault | null;
  vaultVersion: number;
}

/** Live events. `span`: a span has ended. A trace may get spans after its end, from work that continues after the answer. */
export type RecorderEvent =
  | { readonly kind: "began" | "ended"; readonly trace: TraceRecord }
  | { readonly kind: "span"; readonly trace: TraceRecord; readonly span: SpanRecord };
