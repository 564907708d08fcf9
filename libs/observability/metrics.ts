import type { EventType } from "../activity/event-types.ts";

/** The metrics beside those of the events: the names of docs/monitoring.md. */
export type Metric =
  | EventType
  | "activity_write_failed"
  | "account_event_unreadable"
  | "trigger_error"
  | "message_failed"
  | "sign_ins_not_ended"
  | "breached_password_check_failed"
  | "client_limited"
  | "mail_withheld"
  | "limit_unavailable"
  | "organization_not_read"
  // Counted for every name, while the event sign_in_failed is for an account.
  | "sign_in_refused";

/** Dimensions of a metric, beside the stage. Each has few values: every combination is billed. */
interface Split {
  readonly flow?: string;
  readonly cause?: string;
}

const NAMESPACE = "ServerlessAuth";

/**
 * Counts one in CloudWatch, by a log line in the embedded metric format: without a call, a permission or a delay.
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
          // The total, and the sum per dimension.
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
