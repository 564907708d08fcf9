/**
 * From CreateUserPool's `Schema` to the pool's attributes: the standard ones with what the request changes about them, then
 * the custom ones (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html).
 */

import { invalidParameter } from "../../protocol/service-error.ts";
import type { SchemaAttribute } from "../state/pool-settings.ts";
import type { CognitoInput } from "../wire-types.ts";
import { standardAttributes } from "./standard-attributes.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_CUSTOM_ATTRIBUTES = 50;

type RequestedAttribute = NonNullable<CognitoInput<"CreateUserPool">["Schema"]>[number];

/** @throws ServiceError InvalidParameterException */
export function resolveSchema(requested: readonly RequestedAttribute[]): readonly SchemaAttribute[] {
  const standardNames = new Set(standardAttributes.map(({ Name }) => Name));
  const standard = standardAttributes.map((attribute) =>
    requested.filter(({ Name }) => Name === attribute.Name).reduce(changeStandardAttribute, attribute),
  );
  const custom = requested.filter(({ Name }) => !standardNames.has(Name ?? ""));
  return addCustomAttributes(standard, custom);
}

/**
 * A pool's schema with more custom attributes. Existing ones never change.
 * @throws ServiceError InvalidParameterException
 */
export function addCustomAttributes(
  schema: readonly SchemaAttribute[],
  requested: readonly RequestedAttribute[],
): readonly SchemaAttribute[] {
  const added = requested.map(toCustomAttribute);
  const names = new Set(schema.map(({ Name }) => Name));
  const existing = added.find(({ Name }) => names.has(Name));
  if (existing !== undefined) {
    throw invalidParameter(
      `${existing.Name.replace(/^dev:/, "")}: Existing attribute already has name ${existing.Name}.`,
    );
  }
  const all = [...schema, ...added];
  checkNoDuplicates(all);
  if (all.filter(({ Name }) => Name.includes("custom:")).length > MAX_CUSTOM_ATTRIBUTES) {
    throw invalidParameter(`A user pool can have ${MAX_CUSTOM_ATTRIBUTES} custom attributes at most.`);
  }
  return all;
}

function changeStandardAttribute(attribute: SchemaAttribute, requested: RequestedAttribute): SchemaAttribute {
  if (
    requested.DeveloperOnlyAttribute ||
    (requested.AttributeDataType ?? attribute.AttributeDataType) !== attribute.AttributeDataType
  ) {
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${attribute.Name}`,
    );
  }
  const changed: SchemaAttribute = {
    ...attribute,
    Mutable: requested.Mutable ?? attribute.Mutable,
    Required: requested.Required ?? attribute.Required,
    ...constraintsOf(attribute.AttributeDataType, { ...attribute, ...requested }),
  };
  checkConstraints(changed);
  return changed;
}

function toCustomAttribute(requested: RequestedAttribute): SchemaAttribute {
  if (requested.Name === undefined) {
    throw invalidParameter("Invalid attribute name: the name of a schema attribute is required.");
  }
  if (requested.AttributeDataType === undefined) {
    throw invalidParameter(
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    );
  }
  if (requested.Required) throw invalidParameter("Required custom attributes are not supported currently.");
  const DeveloperOnlyAttribute = requested.DeveloperOnlyAttribute ?? false;
  const attribute: SchemaAttribute = {
    Name: `${DeveloperOnlyAttribute ? "dev:" : ""}custom:${requested.Name}`,
    AttributeDataType: requested.AttributeDataType,
    DeveloperOnlyAttribute,
    Mutable: requested.Mutable ?? true,
    Required: false,
    ...constraintsOf(requested.AttributeDataType, requested),
  };
  checkConstraints(attribute);
  return attribute;
}

type Constraints = Pick<RequestedAttribute, "StringAttributeConstraints" | "NumberAttributeConstraints">;

function constraintsOf(type: SchemaAttribute["AttributeDataType"], given: Constraints): Constraints {
  if (type === "String") return { StringAttributeConstraints: given.StringAttributeConstraints ?? {} };
  return type === "Number" ? { NumberAttributeConstraints: given.NumberAttributeConstraints ?? {} } : {};
}

/** "Maximum characters per attribute" (quotas.html). */
const MAX_LENGTH = 2048;

/** Constraints are numbers written as text: lengths are whole and not negative, values are any decimal. */
const FORMS = {
  MinLength: /^\d+$/,
  MaxLength: /^\d+$/,
  MinValue: /^-?\d+(?:\.\d+)?$/,
  MaxValue: /^-?\d+(?:\.\d+)?$/,
} as const;

/** @throws ServiceError InvalidParameterException */
function checkForms(name: string, constraints: Readonly<Record<string, string | undefined>>): void {
  for (const [constraint, form] of Object.entries(FORMS)) {
    const value = constraints[constraint];
    if (value !== undefined && !form.test(value)) {
      throw invalidParameter(`Invalid ${constraint} for schema attribute ${name}`);
    }
  }
  if ([constraints.MinLength, constraints.MaxLength].some((length) => Number(length ?? 0) > MAX_LENGTH)) {
    throw invalidParameter(`user.${name}: String attributes cannot have a length of more than ${MAX_LENGTH}`);
  }
}

function checkConstraints({
  Name,
  StringAttributeConstraints,
  NumberAttributeConstraints,
}: SchemaAttribute): void {
  checkForms(Name, { ...StringAttributeConstraints, ...NumberAttributeConstraints });
  const { MinLength, MaxLength } = StringAttributeConstraints ?? {};
  if (MinLength !== undefined && MaxLength !== undefined && Number(MinLength) > Number(MaxLength)) {
    throw invalidParameter(`Attribute ${Name} cannot have a max length shorter than it's min length`);
  }
  const { MinValue, MaxValue } = NumberAttributeConstraints ?? {};
  if (MinValue !== undefined && MaxValue !== undefined && Number(MinValue) > Number(MaxValue)) {
    throw invalidParameter(`Attribute ${Name} cannot have a max value smaller than it's min value`);
  }
}

function checkNoDuplicates(custom: readonly SchemaAttribute[]): void {
  const seen = new Set<string>();
  for (const { Name } of custom) {
    if (seen.has(Name)) {
      throw invalidParameter(
        `Duplicate custom attribute names ${Name} are not allowed in a user pool schema.`,
      );
    }
    seen.add(Name);
  }
}
