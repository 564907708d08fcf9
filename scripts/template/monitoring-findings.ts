import { isRecord, type Template } from "../../cloudformation/template.ts";
import { METRICS, NAMESPACE } from "../../resources/monitoring/metrics.ts";
import { resourceNamed, resourcesOfType } from "./check.ts";
import { triggerFunctions } from "./trigger-findings.ts";

interface AlarmMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: { readonly Name: string; readonly Value: unknown }[];
}
interface Alarm extends AlarmMetric {
  readonly AlarmActions?: unknown[];
  readonly Threshold?: unknown;
  readonly ExtendedStatistic?: string;
  readonly Metrics?: { readonly MetricStat?: { readonly Metric: AlarmMetric } }[];
}
interface Dashboard {
  readonly DashboardBody: { readonly "Fn::Sub": string };
}
interface Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly metrics?: unknown[][] };
}

/** The text for CloudWatch, with the placeholders of `Fn::Sub`. */
export function dashboardBody(template: Template): string {
  const { DashboardBody } = resourceNamed(template, "Dashboard").Properties as unknown as Dashboard;
  return DashboardBody["Fn::Sub"];
}

/** Gaps in the monitoring, if there is any: see each sentence. */
export function monitoringFindings(template: Template): string[] {
  const alarms = resourcesOfType<Alarm>(template, "AWS::CloudWatch::Alarm");
  const dashboards = resourcesOfType<Dashboard>(template, "AWS::CloudWatch::Dashboard");
  if (alarms.length + dashboards.length === 0) return [];
  return [
    ...alarms.flatMap(({ id, properties }) => alarmFindings(id, properties)),
    ...functionsWithoutAlarm(template, alarms),
    ...dashboards.flatMap(({ id, properties }) => dashboardFindings(id, properties, template)),
  ];
}

function alarmFindings(id: string, alarm: Alarm): string[] {
  return [
    ...(alarm.AlarmActions?.length ? [] : [`${id}: notifies no one`]),
    ...(typeof alarm.Threshold === "number" ? [] : [`${id}: no threshold`]),
    ...metricsOf(alarm)
      .filter(({ Namespace }) => Namespace === NAMESPACE)
      .filter(({ MetricName }) => !isOurs(MetricName))
      .map(({ MetricName }) => `${id}: nothing writes the metric ${MetricName}`),
  ];
}

const metricsOf = (alarm: Alarm): AlarmMetric[] =>
  alarm.Metrics ? alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [alarm];

const isOurs = (name: unknown): boolean => (Object.values(METRICS) as unknown[]).includes(name);

function functionsWithoutAlarm(template: Template, alarms: readonly { properties: Alarm }[]): string[] {
  const watched = (metric: string, has: (alarm: Alarm) => boolean = () => true) =>
    alarms
      .filter(({ properties }) => has(properties))
      .flatMap(({ properties }) => metricsOf(properties))
      .filter(({ MetricName }) => MetricName === metric)
      .flatMap(({ Dimensions = [] }) => Dimensions.map(({ Value }) => (isRecord(Value) ? Value.Ref : Value)));
  const errors = watched("Errors");
  const durations = watched("Duration", ({ ExtendedStatistic }) => ExtendedStatistic === "p99");
  const triggers = triggerFunctions(template).map((arn) => JSON.stringify(arn));
  return resourcesOfType(template, "AWS::Lambda::Function").flatMap(({ id }) => [
    ...(errors.includes(id) ? [] : [`${id}: no alarm on its errors`]),
    ...(triggers.includes(JSON.stringify({ "Fn::GetAtt": [id, "Arn"] })) && !durations.includes(id)
      ? [`${id}: no alarm on its duration`]
      : []),
  ]);
}

function dashboardFindings(id: string, { DashboardBody }: Dashboard, template: Template): string[] {
  const text = DashboardBody["Fn::Sub"];
  const { widgets } = JSON.parse(text) as { readonly widgets: readonly Widget[] };
  const overlaps = widgets.flatMap((widget, index) =>
    widgets.slice(index + 1).filter((other) => doOverlap(widget, other)),
  );
  const functions = resourcesOfType(template, "AWS::Lambda::Function").map((fn) => fn.id);
  return [
    ...(widgets.every(({ x, width }) => x + width <= 24) ? [] : [`${id}: wider than a dashboard`]),
    ...overlaps.map(({ x, y }) => `${id}: two widgets at ${x}, ${y}`),
    ...functions.filter((name) => !text.includes(`\${${name}}`)).map((name) => `${id}: ${name} is not on it`),
    ...Object.values(METRICS)
      .filter((name) => !text.includes(`"${name}"`))
      .map((name) => `${id}: the metric ${name} is not on it`),
  ];
}

const doOverlap = (a: Widget, b: Widget): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
