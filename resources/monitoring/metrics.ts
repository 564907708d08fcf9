/** Metrics that the alarms and the dashboard read: the service's own, and those of the AWS services it runs on. */

import type { Metric as OwnMetric } from "../../libs/observability/metrics.ts";

/** Namespace of what functions write in the embedded metric format. */
export const NAMESPACE = "ServerlessAuth";

/**
 * Names of the service's own metrics: those of the activity events they count. Each has the dimension `stage`; a sign-in also
 * comes with its `flow`, a failed one with its `cause`.
 */
export const METRICS = {
  signUp: "sign_up",
  signIn: "sign_in",
  signInFailed: "sign_in_failed",
  otpSent: "otp_sent",
  otpMismatch: "otp_mismatch",
  otpThrottled: "otp_throttled",
  signInThrottled: "sign_in_throttled",
  sessionRevoked: "session_revoked",
  activityWriteFailed: "activity_write_failed",
  triggerError: "trigger_error",
  messageFailed: "message_failed",
  signInsNotEnded: "sign_ins_not_ended",
  clientLimited: "client_limited",
  mailWithheld: "mail_withheld",
  limitUnavailable: "limit_unavailable",
  accountEventUnreadable: "account_event_unreadable",
} as const satisfies Record<string, OwnMetric>;

/** Five minutes: how often Cognito itself publishes, and long enough that one bad request is not a trend. */
export const PERIOD_SECONDS = 300;

/** A reference that CloudFormation resolves. */
export type Intrinsic = { readonly Ref: string } | { readonly "Fn::GetAtt": readonly [string, string] };

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string | Intrinsic>>;
}

export const ownMetric = (name: string, stage: string): Metric => ({
  namespace: NAMESPACE,
  name,
  dimensions: { stage },
});

/** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const lambdaMetric = (
  name: "Invocations" | "Errors" | "Throttles" | "Duration",
  functionId: string,
): Metric => ({
  namespace: "AWS/Lambda",
  name,
  dimensions: { FunctionName: { Ref: `${functionId}LambdaFunction` } },
});

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const deadLetters = (queueId: string): Metric => ({
  namespace: "AWS/SQS",
  name: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: { "Fn::GetAtt": [queueId, "QueueName"] } },
});

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
export const apiMetric = (name: "Count" | "4xx" | "5xx" | "Latency"): Metric => ({
  namespace: "AWS/ApiGateway",
  name,
  dimensions: { ApiId: { Ref: "HttpApi" } },
});

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html */
export const poolMetric = (name: string, client: "SpaClient" | "ServerClient"): Metric => ({
  namespace: "AWS/Cognito",
  name,
  dimensions: { UserPool: { Ref: "CognitoUserPoolMain" }, UserPoolClient: { Ref: client } },
});

/** Requests that Cognito refused because a quota of the account was used up, by kind of request. */
export const POOL_THROTTLES = [
  "SignInThrottles",
  "SignUpThrottles",
  "TokenRefreshThrottles",
  "FederationThrottles",
] as const;

/** What was spent on text messages since the month began, in dollars, by the whole account. */
export const smsSpend: Metric = {
  namespace: "AWS/SNS",
  name: "SMSMonthToDateSpentUSD",
  dimensions: {},
};
