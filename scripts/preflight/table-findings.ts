/** Changes that affect a table's indexes and protections. */

import { isSame, valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Properties, type Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

export function tableFindings(id: string, former: Resource, next: Resource): Finding[] {
  return [
    ...indexFindings(id, former, next),
    ...protectionFindings(id, former.Properties, next.Properties),
    ...timeToLiveFindings(id, former.Properties, next.Properties),
  ];
}

/**
 * DynamoDB creates or deletes one index per update:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html.
 */
function indexFindings(resource: string, former: Resource, next: Resource): Finding[] {
  const [before, after] = [indexes(former), indexes(next)];
  const dropped = [...before].filter(([name, keys]) => !after.has(name) || !isSame(keys, after.get(name)));
  const made = [...after].filter(([name, keys]) => !before.has(name) || !isSame(keys, before.get(name)));
  const property = "GlobalSecondaryIndexes";
  const [from, to] = [[...before.keys()], [...after.keys()]];
  return [
    ...(dropped.length + made.length > 1
      ? [
          {
            severity: "impossible" as const,
            resource,
            property,
            from,
            to,
            consequence: "DynamoDB creates or deletes one index per update; this is more than one.",
            remedy: "Deploy them one after the other; give a changed index a new name.",
          },
        ]
      : []),
    ...dropped.map(([name]) => ({
      severity: "risky" as const,
      resource,
      property: `${property}.${name}`,
      from: name,
      to: undefined,
      consequence: "Code that queries this index fails from now on.",
      remedy: "First deploy code that does not use it.",
    })),
  ];
}

function indexes({ Properties }: Resource): Map<string, unknown> {
  const list = valueAt(Properties, "GlobalSecondaryIndexes");
  const items = (Array.isArray(list) ? list : []).filter(isRecord);
  return new Map(items.map(({ IndexName, KeySchema }) => [String(IndexName), KeySchema]));
}

const PROTECTIONS: readonly (readonly [property: string, consequence: string])[] = [
  [
    "SSESpecification.SSEEnabled",
    "The table is no longer encrypted with a key in your account, whose use is logged.",
  ],
  ["DeletionProtectionEnabled", "Afterwards one call deletes the table."],
  [
    "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
    "The past 35 days can no longer be restored, even if it is turned on again.",
  ],
];

function protectionFindings(
  resource: string,
  former: Properties | undefined,
  next: Properties | undefined,
): Finding[] {
  return PROTECTIONS.flatMap(([property, consequence]) => {
    const [from, to] = [valueAt(former, property), valueAt(next, property)];
    if (String(from) !== "true" || String(to) === "true") return [];
    return [
      { severity: "risky" as const, resource, property, from, to, consequence, remedy: "Leave it on." },
    ];
  });
}

function timeToLiveFindings(
  resource: string,
  former: Properties | undefined,
  next: Properties | undefined,
): Finding[] {
  const property = "TimeToLiveSpecification.AttributeName";
  const [from, to] = [valueAt(former, property), valueAt(next, property)];
  if (isOn(next) && !isOn(former) && from === undefined) return [expiryFinding(resource, to)];
  if (from === undefined || isSame(from, to)) return [];
  return [
    {
      severity: "impossible",
      resource,
      property,
      from,
      to,
      consequence: "DynamoDB refuses another attribute while time to live is enabled.",
      remedy: "Deploy with the time to live disabled, then with the new attribute.",
    },
  ];
}

const isOn = (table: Properties | undefined): boolean =>
  String(valueAt(table, "TimeToLiveSpecification.Enabled")) === "true";

/** A new time to live applies to items that already have that attribute. */
const expiryFinding = (resource: string, to: unknown): Finding => ({
  severity: "destructive",
  resource,
  property: "TimeToLiveSpecification.AttributeName",
  from: undefined,
  to,
  consequence: "Items whose attribute is a time in the past are deleted, including those that exist now.",
  remedy: "Choose an attribute that no item has yet.",
});
