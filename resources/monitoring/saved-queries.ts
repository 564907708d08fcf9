import type { Resources } from "./alarms.ts";
import type { ServiceFunction } from "./service-functions.ts";

/** Questions that are asked when something is wrong, ready in CloudWatch Logs Insights. Logs hold no name, address or token. */
export function savedQueries(functions: readonly ServiceFunction[], stage: string): Resources {
  const all = functions.map(logGroup);
  const triggers = functions.filter(({ isTrigger }) => isTrigger).map(logGroup);
  const query = (name: string, groups: readonly unknown[], lines: readonly string[]) => ({
    Type: "AWS::Logs::QueryDefinition",
    Condition: "HasMonitoring",
    Properties: { Name: `auth-${stage}/${name}`, LogGroupNames: groups, QueryString: lines.join("\n| ") },
  });
  return {
    ErrorsQuery: query("errors by function", all, [
      "fields @timestamp, @log, message, requestId",
      'filter level = "ERROR"',
      "sort @timestamp desc",
      "limit 200",
    ]),
    FailedSignInsQuery: query("failed sign-ins by cause", all, [
      "filter ispresent(sign_in_failed)",
      "stats sum(sign_in_failed) as failures by cause, bin(5m)",
      "sort failures desc",
    ]),
    SlowTriggersQuery: query("slow triggers, cold starts apart", triggers, [
      'filter type = "platform.report"',
      "stats count() as calls, max(record.metrics.durationMs) as slowest, pct(record.metrics.durationMs, 99) as p99, " +
        "count(record.metrics.initDurationMs) as coldStarts, max(record.metrics.initDurationMs) as slowestStart by @log",
      "sort p99 desc",
    ]),
    RequestQuery: query("one request through every function", all, [
      "fields @timestamp, @log, message, route, status, durationMs",
      'filter requestId = "PASTE-A-REQUEST-ID"',
      "sort @timestamp asc",
    ]),
    RefusedRequestsQuery: query(
      "requests the gateway refused",
      [{ Ref: "HttpApiLogGroup" }],
      [
        "filter status in [401, 403, 429]",
        "stats count() as refused by status, route, bin(5m)",
        "sort refused desc",
      ],
    ),
    ApiLatencyQuery: query(
      "latency by route",
      [{ Ref: "HttpApiLogGroup" }],
      [
        "filter ispresent(route)",
        "stats count() as requests, pct(latencyMs, 50) as p50, pct(latencyMs, 99) as p99 by route",
        "sort p99 desc",
      ],
    ),
  };
}

const logGroup = ({ id }: ServiceFunction) => ({ Ref: `${id}LogGroup` });
