/**
 * The header with which AWS passes a trace on
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader):
 * `Root=1-58406520-a006649127e371903a2de979;Parent=53995c3f42cd8ad8;Sampled=1`. Functions find it in `_X_AMZN_TRACE_ID`.
 */
import { randomBytes } from "node:crypto";

export const TRACE_HEADER = "x-amzn-trace-id";

export interface TraceReference {
  readonly trace: string;
  readonly span: string;
}

/** The header of a request that is not to be recorded, as of one that AWS does not sample. */
export const UNTRACED = "Sampled=0";

const FORM = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=1$/;

export const renderTraceHeader = ({ trace, span }: TraceReference): string =>
  `Root=${trace};Parent=${span};Sampled=1`;

/** `null` for anything that {@link renderTraceHeader} does not write. */
export function readTraceHeader(header: string | readonly string[] | undefined): TraceReference | null {
  const [, trace, span] = FORM.exec(String(header ?? "")) ?? [];
  return trace === undefined || span === undefined ? null : { trace, span };
}

/** @param now milliseconds since 1970 */
export function makeTraceId(now: number): string {
  const seconds = Math.floor(now / 1000) % 2 ** 32;
  return `1-${seconds.toString(16).padStart(8, "0")}-${randomBytes(12).toString("hex")}`;
}

const processPart = randomBytes(4).toString("hex");
let made = 0;

/** Unique in this process. */
export function makeSpanId(): string {
  made += 1;
  return processPart + made.toString(16).padStart(8, "0");
}
