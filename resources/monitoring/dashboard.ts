import type { Resources } from "./alarms.ts";
import {
  apiMetric,
  type Intrinsic,
  lambdaMetric,
  METRICS,
  type Metric,
  NAMESPACE,
  ownMetric,
  PERIOD_SECONDS,
  POOL_THROTTLES,
  poolMetric,
} from "./metrics.ts";
import type { ServiceFunction } from "./service-functions.ts";

/** A graph before it has a place. */
interface Graph {
  readonly title: string;
  readonly metrics: readonly unknown[];
  readonly stat?: "Sum" | "p99";
  readonly stacked?: boolean;
}

/** The board is 24 units wide: three graphs in a row. */
const GRAPH = { width: 8, height: 6, perRow: 3 };
const HEADER_HEIGHT = 2;

/**
 * Authentication at a glance: who comes, who fails and why, what is held back, how the functions do.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboard(functions: readonly ServiceFunction[], stage: string): Resources {
  const header = {
    type: "text",
    x: 0,
    y: 0,
    width: GRAPH.width * GRAPH.perRow,
    height: HEADER_HEIGHT,
    properties: {
      markdown: `# Authentication, ${stage}\nCounts are per five minutes. Saved queries are in Logs Insights under auth-${stage}.`,
    },
  };
  return {
    Dashboard: {
      Type: "AWS::CloudWatch::Dashboard",
      Condition: "HasMonitoring",
      Properties: {
        // Dashboards belong to the account, not to a region.
        DashboardName: {
          "Fn::Sub": `${placeholder("AWS::StackName")}-authentication-${placeholder("AWS::Region")}`,
        },
        DashboardBody: bodyOf([header, ...graphs(functions, stage).map(place)]),
      },
    },
  };
}

function graphs(functions: readonly ServiceFunction[], stage: string): Graph[] {
  const triggers = functions.filter(({ isTrigger }) => isTrigger);
  const own = (name: string, label: string) => row(ownMetric(name, stage), label);
  const perFunction = (name: "Duration" | "Errors", of: readonly ServiceFunction[]) =>
    of.map(({ id, key }) => row(lambdaMetric(name, id), key));
  return [
    {
      title: "Sign-ups and sign-ins",
      metrics: [
        own(METRICS.signUp, "sign-ups"),
        own(METRICS.signIn, "sign-ins"),
        own(METRICS.signInFailed, "failed sign-ins"),
      ],
    },
    { title: "Sign-ins by flow", metrics: [search(METRICS.signIn, "flow", stage)], stacked: true },
    {
      title: "Failed sign-ins by cause",
      metrics: [search(METRICS.signInFailed, "cause", stage)],
      stacked: true,
    },
    {
      title: "One-time codes",
      metrics: [
        own(METRICS.otpSent, "sent"),
        own(METRICS.otpMismatch, "wrong"),
        own(METRICS.otpThrottled, "held back"),
      ],
    },
    {
      title: "Held back, taken away, lost",
      metrics: [
        own(METRICS.signInThrottled, "sign-ins held back"),
        own(METRICS.clientLimited, "requests over a client's limit"),
        own(METRICS.mailWithheld, "mails withheld"),
        own(METRICS.limitUnavailable, "requests not counted"),
        own(METRICS.sessionRevoked, "sessions revoked"),
        own(METRICS.signInsNotEnded, "sign-ins not ended"),
        own(METRICS.activityWriteFailed, "activity not written"),
        own(METRICS.accountEventUnreadable, "account events not readable"),
        own(METRICS.messageFailed, "mails not sent"),
      ],
    },
    {
      title: "Refused by Cognito for want of quota",
      metrics: POOL_THROTTLES.map((name) => row(poolMetric(name, "SpaClient"), name)),
    },
    {
      title: "Triggers: p99 duration (ms; Cognito waits 5000)",
      metrics: perFunction("Duration", triggers),
      stat: "p99",
    },
    {
      title: "Triggers: errors",
      metrics: [own(METRICS.triggerError, "unexpected"), ...perFunction("Errors", triggers)],
    },
    {
      title: "Modules: errors",
      metrics: perFunction(
        "Errors",
        functions.filter(({ isTrigger }) => !isTrigger),
      ),
    },
    {
      title: "API: requests",
      metrics: [row(apiMetric("Count"), "all"), row(apiMetric("4xx"), "4xx"), row(apiMetric("5xx"), "5xx")],
    },
    { title: "API: p99 latency (ms)", metrics: [row(apiMetric("Latency"), "p99")], stat: "p99" },
    {
      title: "Modules: p99 duration (ms)",
      metrics: perFunction(
        "Duration",
        functions.filter(({ isTrigger }) => !isTrigger),
      ),
      stat: "p99",
    },
  ];
}

/** A metric as a dashboard has it: namespace, name, dimensions in pairs, how it is drawn. */
const row = ({ namespace, name, dimensions }: Metric, label: string): unknown[] => [
  namespace,
  name,
  ...Object.entries(dimensions).flatMap(([dimension, value]) => [dimension, textOf(value)]),
  { label },
];

/** One line per value of a dimension, whatever values there come to be. */
const search = (name: string, dimension: string, stage: string): unknown[] => [
  {
    expression: `SEARCH('{${NAMESPACE},stage,${dimension}} MetricName="${name}" stage="${stage}"', 'Sum', ${PERIOD_SECONDS})`,
    id: "found",
    label: `\${PROP('Dim.${dimension}')}`,
  },
];

/** In a dashboard's body, which is one text, a reference is a placeholder of `Fn::Sub`. */
const textOf = (value: string | Intrinsic): string => {
  if (typeof value === "string") return value;
  return placeholder("Ref" in value ? value.Ref : value["Fn::GetAtt"].join("."));
};

const placeholder = (name: string): string => `\${${name}}`;

function place({ title, metrics, stat = "Sum", stacked = false }: Graph, index: number) {
  return {
    type: "metric",
    x: (index % GRAPH.perRow) * GRAPH.width,
    y: HEADER_HEIGHT + Math.floor(index / GRAPH.perRow) * GRAPH.height,
    width: GRAPH.width,
    height: GRAPH.height,
    properties: {
      title,
      metrics,
      view: "timeSeries",
      stacked,
      stat,
      period: PERIOD_SECONDS,
      region: placeholder("AWS::Region"),
      yAxis: { left: { min: 0 } },
    },
  };
}

/** What looks like a placeholder and is CloudWatch's own is escaped. */
const bodyOf = (widgets: readonly unknown[]) => ({
  "Fn::Sub": JSON.stringify({ widgets }).replaceAll("${PROP(", "${!PROP("),
});
