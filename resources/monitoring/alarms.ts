import {
  apiMetric,
  deadLetters,
  lambdaMetric,
  METRICS,
  type Metric,
  ownMetric,
  PERIOD_SECONDS,
  POOL_THROTTLES,
  poolMetric,
  smsSpend,
} from "./metrics.ts";
import type { ServiceFunction } from "./service-functions.ts";

/** A resource of the template. */
interface ResourceDefinition {
  readonly Type: string;
  readonly Condition: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export type Resources = Readonly<Record<string, ResourceDefinition>>;

/** Cognito waits five seconds; at three, a cold start on a bad day is already late. */
const SLOW_TRIGGER_MS = 3000;
/** In percent of calls. A trigger also refuses by throwing, and a module never does. */
const FAILING = { module: 5, trigger: 50 };
/** Below this number of calls in a period a percentage says nothing. */
const MIN_CALLS = 10;

/** Alarms for everything that an operator must know at once, and their topic. */
export function alarms(functions: readonly ServiceFunction[], stage: string): Resources {
  return {
    ...Object.fromEntries(functions.map((fn) => [`${fn.id}FailingAlarm`, failing(fn)])),
    ...Object.fromEntries(
      functions.filter(({ isTrigger }) => isTrigger).map((fn) => [`${fn.id}SlowAlarm`, slow(fn)]),
    ),
    ApiFailingAlarm: alarm("The API answers 5xx to more than one request in a hundred.", {
      ...threshold(1),
      Metrics: rate([apiMetric("5xx")], [apiMetric("Count")]),
    }),
    FailedSignInsAlarm: alarm("Far more sign-ins fail than usual: guessing of passwords, or a fault.", {
      ...threshold({ Ref: "FailedSignInsLimit" }),
      ...sumOf(ownMetric(METRICS.signInFailed, stage)),
    }),
    SignUpFloodAlarm: alarm("Far more accounts are signed up for than usual: a flood of made-up ones.", {
      ...threshold({ Ref: "SignUpsLimit" }),
      ...sumOf(ownMetric(METRICS.signUp, stage)),
    }),
    ThrottledAlarm: alarm("Many are held back by our own limits on attempts, codes, mails and clients.", {
      ...threshold(50),
      Metrics: sumOfAll(
        [METRICS.signInThrottled, METRICS.otpThrottled, METRICS.mailWithheld, METRICS.clientLimited].map(
          (name) => ownMetric(name, stage),
        ),
      ),
    }),
    PoolThrottledAlarm: alarm("Cognito refuses sign-ins, sign-ups or refreshes for want of quota.", {
      ...threshold(0),
      Metrics: sumOfAll(
        (["SpaClient", "ServerClient"] as const).flatMap((client) =>
          POOL_THROTTLES.map((name) => poolMetric(name, client)),
        ),
      ),
    }),
    TriggerErrorAlarm: alarm("A trigger failed in a way that it did not mean to.", {
      ...threshold(0),
      ...sumOf(ownMetric(METRICS.triggerError, stage)),
    }),
    ActivityLostAlarm: alarm("Activity could not be written: the audit log has a gap.", {
      ...threshold(0),
      ...sumOf(ownMetric(METRICS.activityWriteFailed, stage)),
    }),
    LimitUnavailableAlarm: alarm("Limits on clients and mailboxes are not kept: the table does not answer.", {
      ...threshold(10),
      ...sumOf(ownMetric(METRICS.limitUnavailable, stage)),
    }),
    SignInsNotEndedAlarm: alarm("Sign-ins go on although their password was changed.", {
      ...threshold(0),
      ...sumOf(ownMetric(METRICS.signInsNotEnded, stage)),
    }),
    MessageFailedAlarm: alarm(
      "Mails of our own could not be sent: alerts about accounts, or one-time codes.",
      {
        ...threshold(5),
        ...sumOf(ownMetric(METRICS.messageFailed, stage)),
      },
    ),
    AccountEventUnreadableAlarm: alarm("An entry of the audit trail could not become an account event.", {
      ...threshold(0),
      ...sumOf(ownMetric(METRICS.accountEventUnreadable, stage)),
    }),
    AccountEventsLostAlarm: alarm(
      "Account events were not delivered: the queue of dead letters has some.",
      { ...threshold(0), ...single(deadLetters("AccountEventsDeadLetters"), "Maximum") },
      "HasAccountEventsAlarm",
    ),
    SmsSpendAlarm: alarm(
      "Text messages cost more this month than planned.",
      {
        ...threshold({ Ref: "SmsMonthlyLimitUsd" }),
        ...single(smsSpend, "Maximum"),
      },
      "HasSmsAlarm",
    ),
  };
}

/** Calls that failed or were throttled, in percent; of a job, any that failed. */
function failing({ id, isTrigger, isJob }: ServiceFunction): ResourceDefinition {
  if (isJob) {
    return alarm(`The job ${id} failed: its log says why.`, {
      ...threshold(0),
      ...sumOf(lambdaMetric("Errors", id)),
    });
  }
  const [errors, throttles, calls] = (["Errors", "Throttles", "Invocations"] as const).map((name) =>
    lambdaMetric(name, id),
  ) as [Metric, Metric, Metric];
  return alarm(`Calls of ${id} fail or are throttled.`, {
    ...threshold(isTrigger ? FAILING.trigger : FAILING.module),
    Metrics: rate([errors, throttles], [calls, throttles]),
  });
}

function slow({ id }: ServiceFunction): ResourceDefinition {
  const { Statistic: _, ...properties } = single(lambdaMetric("Duration", id), "");
  return alarm(`One call of ${id} in a hundred takes over three seconds; Cognito gives up at five.`, {
    ...threshold(SLOW_TRIGGER_MS),
    ...properties,
    ExtendedStatistic: "p99",
  });
}

function alarm(
  description: string,
  properties: Readonly<Record<string, unknown>>,
  condition = "HasMonitoring",
): ResourceDefinition {
  return {
    Type: "AWS::CloudWatch::Alarm",
    Condition: condition,
    Properties: {
      AlarmDescription: description,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      TreatMissingData: "notBreaching",
      AlarmActions: [{ Ref: "AlarmTopic" }],
      OKActions: [{ Ref: "AlarmTopic" }],
      ...properties,
    },
  };
}

const threshold = (Threshold: number | { readonly Ref: string }) => ({ Threshold });

const single = ({ namespace, name, dimensions }: Metric, Statistic: string) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  Period: PERIOD_SECONDS,
  Statistic,
});

const sumOf = (metric: Metric) => single(metric, "Sum");

/** One query per metric, `m0`, `m1`…, each a sum, none of them the alarm's own. */
const queries = (metrics: readonly Metric[]) =>
  metrics.map((metric, index) => {
    const { Period, Statistic, ...Metric } = sumOf(metric);
    return { Id: `m${index}`, MetricStat: { Metric, Period, Stat: Statistic }, ReturnData: false };
  });

const expression = (Expression: string, Label: string) => ({
  Id: "result",
  Expression,
  Label,
  ReturnData: true,
});

/** A metric without data in the period counts as zero. */
const filled = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `FILL(m${from + index}, 0)`).join(" + ");

function sumOfAll(metrics: readonly Metric[]) {
  return [...queries(metrics), expression(filled(0, metrics.length), "sum")];
}

/** Percent of `parts` in `whole`, and none where there are few. */
function rate(parts: readonly Metric[], whole: readonly Metric[]) {
  const all = parts.length + whole.length;
  const calls = `(${filled(parts.length, all)})`;
  return [
    ...queries([...parts, ...whole]),
    expression(`IF(${calls} >= ${MIN_CALLS}, 100 * (${filled(0, parts.length)}) / ${calls}, 0)`, "percent"),
  ];
}
