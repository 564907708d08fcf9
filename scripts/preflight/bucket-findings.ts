/** Changes that affect a bucket's objects and protections. */

import { isSame, valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Properties, type Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

export function bucketFindings(id: string, former: Resource, next: Resource): Finding[] {
  return [
    ...lifecycleFindings(id, former.Properties, next.Properties),
    ...protectionFindings(id, former.Properties, next.Properties),
  ];
}

/** Actions of a lifecycle rule that remove objects, each with its effect. */
const ACTIONS: readonly (readonly [
  member: string,
  severity: "destructive" | "risky",
  consequence: string,
])[] = [
  ["ExpirationInDays", "destructive", "Older objects are deleted, including those that exist now."],
  ["ExpirationDate", "destructive", "Objects are deleted on that day, including those that exist now."],
  ["NoncurrentVersionExpirationInDays", "destructive", "Older noncurrent versions are deleted."],
  ["NoncurrentVersionExpiration.NoncurrentDays", "destructive", "Older noncurrent versions are deleted."],
  [
    "Transition",
    "risky",
    "Objects move to another storage class, which may have to restore them before they can be read.",
  ],
  [
    "Transitions",
    "risky",
    "Objects move to another storage class, which may have to restore them before they can be read.",
  ],
];

interface Expiry {
  readonly rule: Properties;
  readonly member: string;
  readonly value: unknown;
}

/** Objects that a new, wider or earlier rule removes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
function lifecycleFindings(
  resource: string,
  former: Properties | undefined,
  next: Properties | undefined,
): Finding[] {
  const known = rulesOf(former);
  return ACTIONS.flatMap(([member, severity, consequence]) => {
    const before = known.flatMap((rule) => expiryOf(rule, member));
    return rulesOf(next)
      .flatMap((rule) => expiryOf(rule, member))
      .filter((expiry) => !before.some((earlier) => covers(earlier, expiry)))
      .map(({ rule, value }) => ({
        severity,
        resource,
        property: `LifecycleConfiguration.Rules.${String(rule.Id ?? "(no id)")}.${member}`,
        from: before.map((earlier) => earlier.value),
        to: value,
        consequence: `${consequence} It applies to ${describeScope(rule)}.`,
        remedy: "Narrow the rule to a prefix without valuable objects, or remove it.",
      }));
  });
}

function rulesOf(properties: Properties | undefined): Properties[] {
  const rules = valueAt(properties, "LifecycleConfiguration.Rules");
  return (Array.isArray(rules) ? rules : []).filter(isRecord).filter(({ Status }) => Status === "Enabled");
}

function expiryOf(rule: Properties, member: string): Expiry[] {
  const value = valueAt(rule, member) ?? rule[member];
  return value === undefined ? [] : [{ rule, member, value }];
}

const prefixOf = ({ Prefix }: Properties): string => (typeof Prefix === "string" ? Prefix : "");

const NARROWING = ["TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

/** Whether a former rule already removed the same objects, at least as early. */
function covers(earlier: Expiry, { rule, value }: Expiry): boolean {
  const isInside = prefixOf(rule).startsWith(prefixOf(earlier.rule));
  const isAsNarrow = NARROWING.every(
    (member) => earlier.rule[member] === undefined || isSame(earlier.rule[member], rule[member]),
  );
  const [from, to] = [Number(earlier.value), Number(value)];
  return isInside && isAsNarrow && (isSame(earlier.value, value) || from <= to);
}

function describeScope(rule: Properties): string {
  const isNarrow = NARROWING.some((member) => rule[member] !== undefined);
  const prefix = prefixOf(rule);
  if (prefix === "") return isNarrow ? "some objects of the bucket" : "every object of the bucket";
  return `objects under "${prefix}"`;
}

interface Protection {
  readonly property: string;
  readonly isOn: (value: unknown) => boolean;
  readonly consequence: string;
}

const isTrue = (value: unknown): boolean => String(value) === "true";
const isThere = (value: unknown): boolean => value !== undefined;

const PROTECTIONS: readonly Protection[] = [
  ...["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map((flag) => ({
    property: `PublicAccessBlockConfiguration.${flag}`,
    isOn: isTrue,
    consequence: "A wrong policy or access list can make the files public.",
  })),
  {
    property: "VersioningConfiguration.Status",
    isOn: (value) => value === "Enabled",
    consequence: "Objects that are overwritten or deleted from now on can't be restored.",
  },
  {
    property: "OwnershipControls.Rules",
    isOn: (value) => JSON.stringify(value ?? null).includes("BucketOwnerEnforced"),
    consequence: "Access lists of single objects apply again, and may open them to others.",
  },
  {
    property: "BucketEncryption.ServerSideEncryptionConfiguration",
    isOn: (value) => JSON.stringify(value ?? null).includes("aws:kms"),
    consequence: "New objects are no longer encrypted with your own key.",
  },
  {
    property: "ObjectLockConfiguration",
    isOn: isThere,
    consequence: "New objects can be deleted and overwritten from now on.",
  },
  {
    property: "ReplicationConfiguration",
    isOn: isThere,
    consequence: "New objects have no copy in another bucket.",
  },
];

function protectionFindings(
  resource: string,
  former: Properties | undefined,
  next: Properties | undefined,
): Finding[] {
  return PROTECTIONS.flatMap(({ property, isOn, consequence }) => {
    const [from, to] = [valueAt(former, property), valueAt(next, property)];
    if (!isOn(from) || isOn(to)) return [];
    return [
      { severity: "risky" as const, resource, property, from, to, consequence, remedy: "Leave it on." },
    ];
  });
}

/** Deny statements of a bucket's policy that the new template no longer has. */
export function bucketPolicyFindings(id: string, former: Resource, next: Resource | undefined): Finding[] {
  const kept = denials(next);
  return denials(former)
    .filter((statement) => !kept.some((other) => isSame(statement, other)))
    .map((statement) => ({
      severity: "risky" as const,
      resource: id,
      property: `PolicyDocument.${String(statement.Sid ?? "Deny")}`,
      from: statement,
      to: undefined,
      consequence: "The bucket no longer refuses what this statement denied.",
      remedy: "Put the statement back, unless the change is intended.",
    }));
}

function denials(policy: Resource | undefined): Properties[] {
  const statements = valueAt(policy?.Properties, "PolicyDocument.Statement");
  return [statements]
    .flat()
    .filter(isRecord)
    .filter(({ Effect }) => Effect === "Deny");
}
