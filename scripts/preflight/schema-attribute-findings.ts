/** Compares the attributes of a live pool with the template's. Cognito can add attributes, but never change or remove one. */
import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { isSame, valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Properties } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html, "Custom attributes per user pool". */
const MAX_CUSTOM_ATTRIBUTES = 50;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#cognito-user-pools-standard-attributes */
const STANDARD_ATTRIBUTES = new Set(
  (
    "address birthdate email email_verified family_name gender given_name identities locale middle_name name nickname " +
    "phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo"
  ).split(" "),
);

type Rest = Omit<Finding, "resource" | "property">;

const REMEDY_KEEP = "Set it back to what the pool has, or add an attribute with a new name.";

export function schemaAttributeFindings(
  resource: string,
  properties: Properties,
  live: readonly SchemaAttributeType[],
): Finding[] {
  const wanted = wantedAttributes(properties);
  const existing = new Map(live.map((attribute) => [attribute.Name ?? "", attribute]));
  const finding = (name: string, member: string, rest: Rest): Finding => ({
    resource,
    property: `Schema.${name}${member === "" ? "" : `.${member}`}`,
    ...rest,
  });
  const context = { finding, existing, wanted };
  return [
    ...[...wanted].flatMap(([name, attribute]) => wantedAttributeFindings(name, attribute, context)),
    ...[...existing].flatMap(([name, attribute]) => unmentionedFindings(name, attribute, context)),
    ...countFindings(context),
  ];
}

interface Context {
  readonly finding: (name: string, member: string, rest: Rest) => Finding;
  readonly existing: ReadonlyMap<string, SchemaAttributeType>;
  readonly wanted: ReadonlyMap<string, Properties>;
}

/** The template's attributes, by their names in the live pool. */
function wantedAttributes(properties: Properties): Map<string, Properties> {
  const schema = valueAt(properties, "Schema");
  const attributes = (Array.isArray(schema) ? schema : []).filter(isRecord);
  return new Map(attributes.map((attribute) => [liveName(attribute), attribute]));
}

function liveName({ Name, DeveloperOnlyAttribute }: Properties): string {
  const name = String(Name);
  if (STANDARD_ATTRIBUTES.has(name) || /^(custom|dev):/.test(name)) return name;
  return `${isTrue(DeveloperOnlyAttribute) ? "dev:" : ""}custom:${name}`;
}

function wantedAttributeFindings(
  name: string,
  attribute: Properties,
  { finding, existing }: Context,
): Finding[] {
  const live = existing.get(name);
  if (live !== undefined) {
    return comparedMembers(attribute, live).map(([member, from, to]) =>
      finding(name, member, {
        severity: "impossible",
        from,
        to,
        consequence: "Cognito can't change an attribute of an existing pool.",
        remedy: REMEDY_KEEP,
      }),
    );
  }
  if (isTrue(attribute.Required)) {
    return [
      finding(name, "Required", {
        severity: "impossible",
        from: undefined,
        to: true,
        consequence: "An attribute that is added to an existing pool can't be required.",
        remedy: "Add it as optional and ask for it in the app or in pre-sign-up.",
      }),
    ];
  }
  return [
    finding(name, "", {
      severity: "note",
      from: undefined,
      to: attribute.AttributeDataType,
      consequence: "The attribute is added; it can never be changed or removed.",
      remedy: "Check its name, type and lengths once more.",
    }),
  ];
}

type Difference = readonly [member: string, from: unknown, to: unknown];

/** Members that differ, among those that the template gives. */
function comparedMembers(wanted: Properties, live: SchemaAttributeType): Difference[] {
  const pairs: Difference[] = [
    ["AttributeDataType", live.AttributeDataType, wanted.AttributeDataType],
    ["Mutable", live.Mutable, wanted.Mutable],
    ["Required", live.Required, wanted.Required],
  ];
  for (const constraints of ["StringAttributeConstraints", "NumberAttributeConstraints"] as const) {
    for (const [member, to] of Object.entries(wanted[constraints] ?? {})) {
      const from = (live[constraints] as Properties | undefined)?.[member];
      pairs.push([`${constraints}.${member}`, from, to]);
    }
  }
  return pairs.filter(([, from, to]) => to !== undefined && from !== undefined && !isSame(from, to));
}

/** Attributes of the pool that are missing in the template. */
function unmentionedFindings(
  name: string,
  live: SchemaAttributeType,
  { finding, wanted }: Context,
): Finding[] {
  if (wanted.has(name) || name === "sub") return [];
  if (!STANDARD_ATTRIBUTES.has(name)) {
    return [
      finding(name, "", {
        severity: "impossible",
        from: live.AttributeDataType,
        to: undefined,
        consequence: "Cognito can't remove an attribute from a pool.",
        remedy: "Keep it in the template, even if nothing uses it.",
      }),
    ];
  }
  if (live.Required !== true) return [];
  return [
    finding(name, "Required", {
      severity: "impossible",
      from: true,
      to: undefined,
      consequence: "A required attribute of a pool stays required.",
      remedy: "Add it to the template again, with Required: true.",
    }),
  ];
}

function countFindings({ finding, existing, wanted }: Context): Finding[] {
  const isCustom = (name: string) => !STANDARD_ATTRIBUTES.has(name);
  const before = [...existing.keys()].filter(isCustom);
  const after = new Set([...before, ...[...wanted.keys()].filter(isCustom)]);
  if (after.size <= MAX_CUSTOM_ATTRIBUTES) return [];
  return [
    finding("custom", "", {
      severity: "impossible",
      from: before.length,
      to: after.size,
      consequence: `A pool has at most ${MAX_CUSTOM_ATTRIBUTES} custom attributes.`,
      remedy: "Keep the data in a table of your own, under the user's sub.",
    }),
  ];
}

const isTrue = (value: unknown): boolean => value === true || value === "true";
