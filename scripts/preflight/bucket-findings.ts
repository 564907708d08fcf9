/** What a bucket's objects and protections become. */

import { isSame, valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Properties, type Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

export function bucketFindings(id: string, former: Resource, next: Resource): Finding[] {
  return [
    ...lifecycleFindings(id, former.Properties, next.Properties),
    ...protectionFindings(id, former.Properties, next.Properties),
  ];
}

/** Actions of a lifecycle rule that take objects away, each with what it does. */
const ACTIONS: readonly (readonly [
  member: string,
  severity: "destructive" | "risky",
  consequence: string,
])[] = [
  ["ExpirationInDays", "destructive", "Objects that are older are deleted, also those that are there now."],
  ["ExpirationDate", "destructive", "Objects are deleted on that day, also those that are there now."],
  ["NoncurrentVersionExpirationInDays", "destructive", "Former versions that are older are deleted."],
  [
    "NoncurrentVersionExpiration.NoncurrentDays",
    "destructive",
    "Former versions that are older are deleted.",
  ],
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

/** What a new, a wider or an earlier rule takes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
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
        remedy: "Narrow the rule to a prefix that nothing of value is under, or leave it out.",
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

/** Whether what a rule takes was taken by an earlier one already, and no later. */
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
    consequence: "A policy or an access list, by mistake, can open the files to everyone.",
  })),
  {
    property: "VersioningConfiguration.Status",
    isOn: (value) => value === "Enabled",
    consequence: "What is overwritten or deleted from now on can't be brought back.",
  },
  {
    property: "OwnershipControls.Rules",
    isOn: (value) => JSON.stringify(value ?? null).includes("BucketOwnerEnforced"),
    consequence: "Access lists of single objects count again, and may open them to others.",
  },
  {
    property: "BucketEncryption.ServerSideEncryptionConfiguration",
    isOn: (value) => JSON.stringify(value ?? null).includes("aws:kms"),
    consequence: "New objects are no longer encrypted with a key of one's own.",
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

/** Statements of a bucket's policy that refuse something, and are gone. */
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
      consequence: "What this statement refused is no longer refused by the bucket.",
      remedy: "Put the statement back, unless that is the point of the change.",
    }));
}

function denials(policy: Resource | undefined): Properties[] {
  const statements = valueAt(policy?.Properties, "PolicyDocument.Statement");
  return [statements]
    .flat()
    .filter(isRecord)
    .filter(({ Effect }) => Effect === "Deny");
}
