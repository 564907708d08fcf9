/** Traces as the recorder keeps them. */
import type { RecordedValue } from "./recorded-value.ts";
import type { Outcome, SpanDetails, SpanKind, SpanReference, TraceEntry } from "./trace.ts";
import type { Vault } from "./vault.ts";

/** A span's details before they are read: a member may be a {@link RecordedValue}. */
export type RawDetails<Kind extends SpanKind> = {
  readonly [Member in keyof SpanDetails[Kind]]?: SpanDetails[Kind][Member] | RecordedValue;
};

/** A span as it is kept. Times are milliseconds by the monotonic clock. */
export interface SpanRecord {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: SpanKind;
  readonly name: string;
  readonly start: number;
  end: number | null;
  outcome: Outcome;
  /** Added to while it goes on. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A user whom a trace is about, as far as it is known. */
export interface Person {
  readonly sub: string;
  readonly username: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface TraceRecord {
  readonly id: string;
  /** Grows with every trace. */
  readonly sequence: number;
  readonly entry: TraceEntry;
  /** Milliseconds since 1970, by the cloud's clock. */
  readonly startedAt: number;
  readonly spans: SpanRecord[];
  spansLeftOut: number;
  /** Characters kept, about. */
  size: number;
  requestId: string | null;
  route: string | null;
  /** By `sub`; the first one is whose request it is. */
  readonly people: Map<string, Person>;
  replayOf: SpanReference | null;
  /** Grows with everything that is added to it. */
  version: number;
  /** Made when it is first read, and the version that it was filled from. */
  vault: Vault | null;
  vaultVersion: number;
}

/** Told while it happens. `span`: one has ended. A trace may get spans after its end, from work that goes on after the answer. */
export type RecorderEvent =
  | { readonly kind: "began" | "ended"; readonly trace: TraceRecord }
  | { readonly kind: "span"; readonly trace: TraceRecord; readonly span: SpanRecord };
