/** A trace as text, for a terminal: one line for each span, under its parent. */
import type { FunctionFailure, Span, SpanDetails, SpanKind, Trace } from "./trace.ts";

/** The column of the times; longer lines push them to the right. */
const TIME_COLUMN = 84;

const MAX_VALUE_LENGTH = 100;
const MAX_KEY_LENGTH = 24;
const MAX_FRAMES = 3;

export function renderText(trace: Trace): string {
  const lines: string[] = [];
  const known = new Set(trace.spans.map(({ id }) => id));
  const append = (span: Span, depth: number) => {
    lines.push(...linesOf(span, "  ".repeat(depth)));
    for (const child of trace.spans) if (child.parent === span.id) append(child, depth + 1);
  };
  for (const span of trace.spans) if (span.parent === null || !known.has(span.parent)) append(span, 0);
  if (trace.spansLeftOut > 0) lines.push(`… and ${trace.spansLeftOut} spans more`);
  return [headOf(trace), ...lines, ""].join("\n");
}

function headOf({ id, startedAt, method, path, status, user, reason }: Trace): string {
  const facts = [`${method} ${path}`, status ?? "no answer yet", user, reason].filter(
    (fact) => fact !== null,
  );
  return `${startedAt}  ${facts.join("  ")}\ntrace ${id}\n`;
}

function linesOf(span: Span, indent: string): string[] {
  const [what = "", ...more] = tell(span);
  const mark = span.outcome === "ok" || span.outcome === "open" ? "" : `${span.outcome}: `;
  const first = `${indent}${span.lane.padEnd(9)} ${mark}${what}`;
  const time = span.durationMs === null ? "…" : `${span.durationMs.toFixed(1)} ms`;
  const isMoment = span.kind === "message" || span.kind === "tokens" || span.kind === "user";
  return [
    isMoment ? first : `${first.padEnd(TIME_COLUMN)} ${time.padStart(10)}`,
    ...more.map((line) => `${indent}${" ".repeat(10)}${line}`),
  ];
}

type Tellers = {
  readonly [Kind in SpanKind]: (details: SpanDetails[Kind], name: string) => readonly string[];
};

const call = ({ operation, error }: SpanDetails["cognito"]): readonly string[] =>
  error === undefined ? [operation] : [`${operation}`, `${error.type}: ${error.message}`];

const TELLERS: Tellers = {
  request: ({ status, isAborted }, name) => [
    isAborted === true ? `${name}, hung up` : `${name} → ${status ?? "…"}`,
  ],
  gateway: tellGateway,
  function: ({ function: name, error, notRun, handled = [] }) => [
    notRun === undefined ? name : `${name} was ${notRun}`,
    ...handled.flatMap((failure) => tellFailure(failure, "handled ")),
    ...(error === undefined ? [] : tellFailure(error)),
  ],
  cognito: call,
  key: call,
  mail: call,
  table: ({ operation, error, input }) => {
    const name = `${operation}${whereOf(input)}`;
    return error === undefined ? [name] : [name, `${error.type}: ${error.message}`];
  },
  object: ({ error }, name) => (error === undefined ? [name] : [name, `${error.type}: ${error.message}`]),
  oauth: ({ location, error }, name) => [
    name,
    ...(error === undefined ? [] : [`${error.type}: ${error.message}`]),
    ...(location === undefined ? [] : [`→ ${location}`]),
  ],
  trigger: ({ returned, error }, name) => {
    if (error !== undefined) return [name, `${error.errorType}: ${error.errorMessage}`];
    const { response } = (returned ?? {}) as { readonly response?: object };
    const isEmpty = response === undefined || Object.keys(response).length === 0;
    return [name, ...(isEmpty ? [] : [`answered ${short(response)}`])];
  },
  message: ({ channel, to, code, subject }) => {
    const how = channel === "email" ? "mailed" : "texted";
    return [`→ ${code === null ? (subject ?? "a message") : `code ${code}`} ${how} to ${to}`];
  },
  tokens: ({ accessToken, idToken }) => {
    const { scope } = accessToken ?? {};
    const groups = accessToken?.["cognito:groups"];
    const names = [accessToken && "access token", idToken && "ID token"].filter((name) => name !== undefined);
    return [
      `issued ${names.join(" and ")}`,
      ...(typeof scope === "string" ? [`scope ${scope}`] : []),
      ...(Array.isArray(groups) ? [`groups ${groups.join(", ")}`] : []),
    ];
  },
  user: ({ change, group, changes = {} }) => [
    `user ${change}${group === undefined ? "" : ` ${group}`}`,
    ...Object.entries(changes).map(
      ([name, [before, after]]) => `${name}: ${short(before)} → ${short(after)}`,
    ),
  ],
};

function tellFailure({ errorType, errorMessage, trace = [] }: FunctionFailure, how = ""): readonly string[] {
  // Frames of a bundle or of the stack itself do not help with the function.
  const frames = trace
    .map((line) => line.trim())
    .filter((line) => /^at (?!.*(?:file:\/\/|node:))/.test(line));
  return [`${how}${errorType}: ${errorMessage}`, ...frames.slice(0, MAX_FRAMES)];
}

function tell<Kind extends SpanKind>(span: Extract<Span, { readonly kind: Kind }>): readonly string[] {
  // The renderer of a kind accepts that kind's details.
  return (TELLERS[span.kind] as Tellers[Kind])(span.details as SpanDetails[Kind], span.name);
}

function tellGateway({
  verdict,
  reason,
  check,
  scopesNeeded = [],
  claims,
  checkedAt,
  isOriginAllowed,
  origin,
}: SpanDetails["gateway"]): readonly string[] {
  const lines = [verdict === "refused" ? `${reason} (check: ${check})` : String(verdict ?? "…")];
  if (scopesNeeded.length > 0 && check === "scope") {
    lines.push(`needs ${scopesNeeded.join(" or ")}, has ${String(claims?.scope ?? "none")}`);
  }
  if (check === "expiry" && typeof claims?.exp === "number" && checkedAt !== undefined) {
    lines.push(`expired ${time(claims.exp)}, looked at ${time(checkedAt)}`);
  }
  if (isOriginAllowed === false) lines.push(`pages of ${origin} are not among the allowed origins`);
  return lines;
}

/** The key of an item, or else the table. */
function whereOf(input: unknown): string {
  const { TableName, Key } = (input ?? {}) as { readonly TableName?: unknown; readonly Key?: object };
  const values = Object.values(Key ?? {}).map((value) => Object.values(value as object).join());
  const where = values.length > 0 ? values.map((value) => short(value, MAX_KEY_LENGTH)).join(" ") : TableName;
  return where === undefined ? "" : ` ${where}`;
}

const time = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");

function short(value: unknown, length = MAX_VALUE_LENGTH): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
