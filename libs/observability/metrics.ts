import type { EventType } from "../activity/event-types.ts";

/** What is counted besides the events: the names of docs/monitoring.md. */
export type Metric =
  | EventType
  | "activity_write_failed"
  | "trigger_error"
  | "message_failed"
  | "sign_ins_not_ended"
  | "breached_password_check_failed"
  | "client_limited"
  | "mail_withheld"
  | "limit_unavailable"
  // At once and whoever asked, while the event sign_in_failed is an account's.
  | "sign_in_refused";

/** Dimensions a metric may be split by, beside the stage. Few values each: every combination is billed. */
interface Split {
  readonly flow?: string;
  readonly cause?: string;
}

const NAMESPACE = "ServerlessAuth";

/**
 * Counts one in CloudWatch, by a log line in the embedded metric format: no call, no permission, no waiting.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countMetric(metric: Metric, split: Split = {}, now: number = Date.now()): void {
  const names = Object.keys(split);
  const line = {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          // The sum over everything, and the sum by what it is split by.
          Dimensions: names.length === 0 ? [["stage"]] : [["stage"], ["stage", ...names]],
          Metrics: [{ Name: metric, Unit: "Count" }],
        },
      ],
    },
    stage: process.env.STAGE ?? "unknown",
    ...split,
    [metric]: 1,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
