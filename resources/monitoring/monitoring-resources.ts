import { alarmTopic } from "./alarm-topic.ts";
import { alarms, type Resources } from "./alarms.ts";
import { dashboard } from "./dashboard.ts";
import { savedQueries } from "./saved-queries.ts";
import type { ServiceFunction } from "./service-functions.ts";

interface Service {
  readonly functions: readonly ServiceFunction[];
  readonly stage: string;
}

/**
 * Alarms, the topic they go to, the dashboard and saved queries: everything behind the condition HasMonitoring. Generated, since
 * half of it is the same for every function and a function without an alarm is the one that fails.
 */
export function monitoringResources({ functions, stage }: Service): Resources {
  return {
    ...alarmTopic,
    ...alarms(functions, stage),
    ...dashboard(functions, stage),
    ...savedQueries(functions, stage),
  };
}
