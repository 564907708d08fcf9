/**
 * What functions print, for people: log lines are JSON by Powertools, metrics JSON in CloudWatch's embedded format, and whatever else is text.
 * Pure: a line in, a line or nothing out.
 */
import type { Style } from "./style.ts";
import { shortened } from "./visible.ts";

/** Always worth a developer's look; the others are told on request. */
const LOUD = new Set(["WARN", "ERROR", "CRITICAL", "FATAL"]);

/** Members that say who logged, which is said already, or lead to a bundle's lines, which are told with the error itself. */
const LEFT_OUT = new Set([
  "level",
  "message",
  "timestamp",
  "service",
  "cold_start",
  "function_arn",
  "function_memory_size",
  "function_name",
  "function_request_id",
  "sampling_rate",
  "xray_trace_id",
  "requestId",
  "lambdaRequestId",
  "frames",
]);

const MAX_TEXT = 2000;
const MAX_VALUE = 120;

type Members = Readonly<Record<string, unknown>>;

/**
 * @param name the function's, as the developer calls it
 * @param isVerbose whether metrics and what is logged at lower levels than WARN are shown
 * @returns null where there is nothing to show
 */
export function renderOutput(
  name: string,
  line: string,
  { style, isVerbose }: { readonly style: Style; readonly isVerbose: boolean },
): string | null {
  const members = readObject(line);
  if (members !== null && isMetric(members)) {
    return isVerbose ? style.dim(`${name}  counted ${shortened(metricNames(members).join(", "))}`) : null;
  }
  if (members === null || typeof members.level !== "string" || typeof members.message !== "string") {
    return line.trim() === "" ? null : `${style.dim(`${name} │`)} ${shortened(line, MAX_TEXT)}`;
  }
  const { level, message } = members;
  if (!LOUD.has(level) && !isVerbose) return null;
  const colour = level === "WARN" ? style.yellow : LOUD.has(level) ? style.red : style.dim;
  const values = Object.entries(members).flatMap(([key, value]) =>
    LEFT_OUT.has(key) ? [] : [`${shortened(key, MAX_VALUE)}=${renderValue(value)}`],
  );
  return [
    name,
    colour(shortened(level, MAX_VALUE)),
    shortened(message, MAX_TEXT),
    style.dim(values.join(" ")),
  ]
    .filter((part) => part !== "")
    .join("  ");
}

function readObject(line: string): Members | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Members;
  } catch {
    return null;
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const isMetric = (members: Members): boolean => isObject(members._aws);

function metricNames({ _aws }: Members): string[] {
  const { CloudWatchMetrics } = _aws as Members;
  return [CloudWatchMetrics ?? []].flat().flatMap((directive) => {
    const metrics = isObject(directive) ? directive.Metrics : null;
    return Array.isArray(metrics)
      ? metrics.map((metric) => String(isObject(metric) ? metric.Name : metric))
      : [];
  });
}

/** An error by its name and message; what else is not a text, as JSON. */
function renderValue(value: unknown): string {
  if (isObject(value) && typeof value.name === "string") {
    const message = typeof value.message === "string" ? `: ${value.message}` : "";
    return shortened(`${value.name}${message}`, MAX_VALUE);
  }
  return shortened(typeof value === "string" ? value : JSON.stringify(value), MAX_VALUE);
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
