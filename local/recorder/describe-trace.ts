/** One line about a trace: for lists, filters and the terminal. Reads only what it needs; `read-trace.ts` masks secrets. */
import { isRecordedValue } from "./recorded-value.ts";
import type {
  CallDetails,
  FunctionDetails,
  GatewayDetails,
  MessageDetails,
  Outcome,
  RequestDetails,
  TraceSummary,
  TriggerDetails,
} from "./trace.ts";
import type { Person, SpanRecord, TraceRecord } from "./trace-record.ts";

export function describeTrace(trace: TraceRecord): TraceSummary {
  const [first] = trace.spans;
  const { method, path, status = null } = (first?.details ?? {}) as Partial<RequestDetails>;
  const duration = first?.end == null ? null : Math.round((first.end - first.start) * 100) / 100;
  const typed = typedNames(trace);
  return {
    id: trace.id,
    entry: trace.entry,
    startedAt: new Date(trace.startedAt).toISOString(),
    durationMs: duration,
    method: method ?? "",
    path: path ?? "",
    route: trace.route,
    status,
    outcome: first?.outcome ?? ("open" satisfies Outcome),
    user: userOf(trace, typed),
    identities: identitiesOf(trace, typed),
    requestId: trace.requestId,
    reason: reasonOf(trace),
    messages: trace.spans.flatMap(({ kind, details }) =>
      kind === "message" ? [details as unknown as MessageDetails] : [],
    ),
    spanCount: trace.spans.length + trace.spansLeftOut,
  };
}

/** A developer's name for a user. */
const nameOf = ({ attributes, username }: Person): string =>
  attributes?.email ?? attributes?.phone_number ?? username;

function userOf({ people }: TraceRecord, typed: readonly string[]): string | null {
  const [first] = people.values();
  return first === undefined ? (typed[0] ?? null) : nameOf(first);
}

function identitiesOf({ people }: TraceRecord, typed: readonly string[]): readonly string[] {
  const known = [...people.values()].flatMap(({ sub, username, attributes }) => [
    sub,
    username,
    ...(attributes?.email === undefined ? [] : [attributes.email]),
    ...(attributes?.phone_number === undefined ? [] : [attributes.phone_number]),
  ]);
  return [...new Set([...known, ...typed])];
}

/** Names that a client sent to Cognito, of existing and unknown users. */
function typedNames({ spans }: TraceRecord): readonly string[] {
  return spans.flatMap(({ kind, details }) => {
    if (kind !== "cognito") return [];
    const input = memberOf(readValue(details.input));
    const parameters = memberOf(input.AuthParameters);
    const name = input.Username ?? parameters.USERNAME ?? memberOf(input.ChallengeResponses).USERNAME;
    return typeof name === "string" && name !== "" ? [name] : [];
  });
}

/** The innermost error of a request that failed or was refused. */
function reasonOf({ spans }: TraceRecord): string | null {
  const [first] = spans;
  if (first === undefined || first.outcome === "ok" || first.outcome === "open") return null;
  for (const span of spans.toReversed()) {
    const reason = causeOf(span) ?? (span.outcome === "ok" ? problemOf(span) : failureOf(span));
    if (reason !== null) return reason;
  }
  return null;
}

/** An error that a function handled without reporting its message. */
function causeOf({ kind, name, details }: SpanRecord): string | null {
  if (kind !== "function" || details.handled === undefined) return null;
  const [first] = readValue(details.handled) as NonNullable<FunctionDetails["handled"]>;
  if (first === undefined) return null;
  const where = first.source === undefined ? "" : ` (${first.source.file}:${first.source.line})`;
  return `${name}: ${first.errorType}: ${first.errorMessage}${where}`;
}

function failureOf({ kind, name, details }: SpanRecord): string | null {
  switch (kind) {
    case "gateway":
      return (details as Partial<GatewayDetails>).reason ?? null;
    case "function": {
      const { notRun } = details as Partial<FunctionDetails>;
      const error = readValue(details.error) as FunctionDetails["error"];
      return error === undefined ? (notRun ?? null) : `${name}: ${error.errorType}: ${error.errorMessage}`;
    }
    case "trigger": {
      const { error } = details as Partial<TriggerDetails>;
      return error === undefined ? null : `${name}: ${error.errorMessage}`;
    }
    default: {
      const { error } = details as Partial<CallDetails>;
      return error === undefined
        ? null
        : `${name}: ${error.type}${error.message === "" ? "" : `: ${error.message}`}`;
    }
  }
}

/** The problem that an API's function returned (RFC 9457). */
function problemOf({ kind, details }: SpanRecord): string | null {
  if (kind !== "function") return null;
  const { statusCode, body } = memberOf(readValue(details.response));
  if (typeof statusCode !== "number" || statusCode < 400 || typeof body !== "string") return null;
  try {
    const { code, detail, title, message, errors } = memberOf(JSON.parse(body));
    const { pointer, detail: finding } = memberOf(Array.isArray(errors) ? errors[0] : undefined);
    const words = [code, ...(finding === undefined ? [detail ?? title ?? message] : [pointer, finding])];
    return words.filter((part) => typeof part === "string").join(": ") || null;
  } catch {
    return null;
  }
}

const readValue = (value: unknown): unknown => (isRecordedValue(value) ? value.read() : value);

const memberOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
