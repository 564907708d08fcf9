import { monitoringFindings } from "../../../../../scripts/template/monitoring-findings.ts";
import { add, type Mistake, remove, set } from "../mistake.ts";

/** Mistakes in alarms and the dashboard, in a template with everything on. */
export const optionalMonitoringMistakes: readonly Mistake[] = [
  {
    mistake: "a trigger without an alarm on its duration",
    check: monitoringFindings,
    make: remove("PreSignUpSlowAlarm"),
    finding: "PreSignUpLambdaFunction: no alarm on its duration",
  },
  {
    mistake: "a function without an alarm on its errors",
    check: monitoringFindings,
    make: remove("FilesFailingAlarm"),
    finding: "FilesLambdaFunction: no alarm on its errors",
  },
  {
    mistake: "a function that is not on the dashboard",
    check: monitoringFindings,
    make: add("ReportsLambdaFunction", "AWS::Lambda::Function"),
    finding: "Dashboard: ReportsLambdaFunction is not on it",
  },
  {
    mistake: "an alarm without a recipient",
    check: monitoringFindings,
    make: set("ApiFailingAlarm", "AlarmActions", []),
    finding: "ApiFailingAlarm: notifies no one",
  },
  {
    mistake: "an alarm on a metric that nothing writes",
    check: monitoringFindings,
    make: set("FailedSignInsAlarm", "MetricName", "sign_in_fail"),
    finding: "FailedSignInsAlarm: nothing writes the metric sign_in_fail",
  },
];
