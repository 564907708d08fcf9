/** The flight recorder's traces. Secrets are `[masked:N]` in them. */

export type Outcome = "open" | "ok" | "refused" | "failed";

/** From left to right. */
export const LANES = [
  "client",
  "gateway",
  "function",
  "cognito",
  "trigger",
  "table",
  "object",
  "key",
  "mail",
] as const;

export type LaneName = (typeof LANES)[number];

export interface SentMessage {
  readonly inboxId: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly subject: string | null;
  readonly code: string | null;
}

export interface TraceSummary {
  readonly id: string;
  readonly startedAt: string;
  /** `null` while it is open. */
  readonly durationMs: number | null;
  readonly method: string;
  readonly path: string;
  readonly route: string | null;
  readonly status: number | null;
  readonly outcome: Outcome;
  readonly user: string | null;
  readonly requestId: string | null;
  /** Why it was refused or failed, in one line. */
  readonly reason: string | null;
  readonly messages: readonly SentMessage[];
  readonly spanCount: number;
}

export interface TraceSpan {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: string;
  readonly lane: LaneName;
  readonly name: string;
  /** Since the trace began. */
  readonly startMs: number;
  readonly durationMs: number | null;
  readonly outcome: Outcome;
  /** By kind. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Trace extends TraceSummary {
  /** In order of their start. */
  readonly spans: readonly TraceSpan[];
  readonly spansLeftOut: number;
  /** In a replay: what was replayed. */
  readonly replayOf?: { readonly trace: string; readonly span: string };
}

export interface TraceList {
  readonly recording: boolean;
  readonly traces: readonly TraceSummary[];
  readonly cursor: string | null;
}

/** A function's result, or its error. */
export interface ReplayedAnswer {
  readonly returned?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
}

export interface Replay {
  /** The trace of the replay. */
  readonly trace: string;
  readonly recorded: ReplayedAnswer;
  readonly replayed: ReplayedAnswer;
  readonly differs: boolean;
}

/** A trace's name in the list. */
export const titleOf = ({ route, method, path }: TraceSummary): string => route ?? `${method} ${path}`;
