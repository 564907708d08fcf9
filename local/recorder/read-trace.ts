/** Turns a recorded trace into what people see: parses texts, masks secrets. */

import { describeTrace } from "./describe-trace.ts";
import { maskAddress, maskSecrets } from "./mask-secrets.ts";
import { isRecordedValue } from "./recorded-value.ts";
import type { Lane, MessageDetails, Span, SpanKind, Trace, TraceSummary } from "./trace.ts";
import type { SpanRecord, TraceRecord } from "./trace-record.ts";
import { Vault } from "./vault.ts";

const LANES: Readonly<Record<SpanKind, Lane>> = {
  request: "client",
  gateway: "gateway",
  function: "function",
  cognito: "cognito",
  oauth: "cognito",
  trigger: "trigger",
  table: "table",
  object: "object",
  key: "key",
  mail: "mail",
  message: "mail",
  tokens: "cognito",
  user: "cognito",
};

export function readTrace(record: TraceRecord): Trace {
  const vault = vaultOf(record);
  const [first] = record.spans;
  const beginning = first?.start ?? 0;
  return {
    ...summarize(record),
    spans: record.spans.map((span) => readSpan(span, record, beginning, vault)),
    spansLeftOut: record.spansLeftOut,
    ...(record.replayOf !== null && { replayOf: record.replayOf }),
  };
}

export function summarize(record: TraceRecord): TraceSummary {
  const vault = vaultOf(record);
  const summary = describeTrace(record);
  return {
    ...summary,
    path: maskAddress(summary.path, vault),
    reason: summary.reason === null ? null : vault.clean(summary.reason),
  };
}

/** One span of a trace that may still be running. */
export function readOneSpan(span: SpanRecord, record: TraceRecord): Span {
  return readSpan(span, record, record.spans[0]?.start ?? span.start, vaultOf(record));
}

/** The vault with every secret that the trace has so far. */
export function vaultOf(record: TraceRecord): Vault {
  record.vault ??= new Vault();
  if (record.vaultVersion === record.version) return record.vault;
  record.vaultVersion = record.version;
  // A secret that a late span reveals is masked in an earlier one too.
  for (const span of record.spans) {
    maskDetails(span, record.vault);
    if (span.kind === "message") {
      const { code } = span.details as unknown as MessageDetails;
      if (code !== null) record.vault.mask(code);
    }
  }
  return record.vault;
}

function readSpan(span: SpanRecord, record: TraceRecord, beginning: number, vault: Vault): Span {
  const { id, parent, kind, name, start, end, outcome } = span;
  return {
    id,
    parent,
    kind,
    lane: kind === "function" && isTrigger(span, record) ? "trigger" : LANES[kind],
    name: vault.clean(name),
    startMs: rounded(start - beginning),
    durationMs: end === null ? null : rounded(end - start),
    outcome,
    details: kind === "message" ? span.details : maskDetails(span, vault),
  } as unknown as Span; // kind and details belong together since they were recorded
}

const isTrigger = ({ parent }: SpanRecord, { spans }: TraceRecord): boolean =>
  spans.some(({ id, kind }) => id === parent && kind === "trigger");

function maskDetails({ details }: SpanRecord, vault: Vault): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      isRecordedValue(value)
        ? maskSecrets(value.read(), value.reading, vault)
        : maskSecrets(value, { kind: "plain" }, vault),
    ]),
  );
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
