import { valueAt } from "../../cloudformation/property-values.ts";
import { isIntrinsic, type Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

const PROPERTY = "RetentionInDays";

/** Without a retention, events are kept for good. */
const days = (group: Resource): number =>
  Number(valueAt(group.Properties, PROPERTY) ?? Number.POSITIVE_INFINITY);

/** A shorter retention deletes what is older: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html. */
export function logFindings(resource: string, former: Resource, next: Resource): Finding[] {
  const isUnknown = [former, next].some(({ Properties }) => isIntrinsic(Properties?.[PROPERTY]));
  if (isUnknown || !(days(next) < days(former))) return [];
  return [
    {
      severity: "risky",
      resource,
      property: PROPERTY,
      from: valueAt(former.Properties, PROPERTY),
      to: valueAt(next.Properties, PROPERTY),
      consequence: "Older log events are deleted and can't be restored.",
      remedy: "Export them first (aws logs create-export-task), or keep the retention.",
    },
  ];
}
