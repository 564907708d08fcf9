import type { SchemaAttribute } from "../state/pool-settings.ts";

/** Strings of 0 to 2048 characters that anyone may leave out and change. */
const plain = (Name: string): SchemaAttribute => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
});

const flag = (Name: string): SchemaAttribute => ({
  Name,
  AttributeDataType: "Boolean",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

/**
 * The twenty standard attributes that every pool has, in the order DescribeUserPool lists them: OpenID Connect Core §5.1 with
 * `sub` required and immutable.
 */
export const standardAttributes: readonly SchemaAttribute[] = [
  {
    ...plain("sub"),
    Mutable: false,
    Required: true,
    StringAttributeConstraints: { MinLength: "1", MaxLength: "2048" },
  },
  plain("name"),
  plain("given_name"),
  plain("family_name"),
  plain("middle_name"),
  plain("nickname"),
  plain("preferred_username"),
  plain("profile"),
  plain("picture"),
  plain("website"),
  plain("email"),
  flag("email_verified"),
  plain("gender"),
  { ...plain("birthdate"), StringAttributeConstraints: { MinLength: "10", MaxLength: "10" } },
  plain("zoneinfo"),
  plain("locale"),
  plain("phone_number"),
  flag("phone_number_verified"),
  plain("address"),
  {
    Name: "updated_at",
    AttributeDataType: "Number",
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: "0" },
  },
];
