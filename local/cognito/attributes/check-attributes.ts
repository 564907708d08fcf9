/**
 * What may be written to a user's attributes: the pool's schema, enforced. All violations are reported at once, one per line,
 * as on AWS.
 */
import { invalidParameter } from "../../protocol/service-error.ts";
import { isBooleanValue } from "../domain/boolean-attribute.ts";
import { invalidEmail, invalidPhoneNumber } from "../errors/user-errors.ts";
import type { PoolSettings, SchemaAttribute } from "../state/pool-settings.ts";

type Attributes = Readonly<Record<string, string>>;

/**
 * Checks the attributes of a user that signs up: schema, formats, required attributes.
 * @throws ServiceError InvalidParameterException
 */
export function checkSignUpAttributes(settings: PoolSettings, attributes: Attributes): void {
  checkFormats(attributes);
  const missing = settings.SchemaAttributes.filter(
    ({ Name, Required }) => Required && Name !== "sub" && !attributes[Name],
  ).map(({ Name }) => `${Name}: The attribute is required`);
  const violations = [
    ...missing,
    ...checkValues(settings, attributes, "Attribute does not exist in the schema."),
  ];
  if (violations.length > 0) {
    throw invalidParameter(`Attributes did not conform to the schema: ${lines(violations)}`);
  }
}

/**
 * Checks the attributes that an administrator gives a new user. Required ones may be missing: the user is asked for them at
 * the first sign-in (API_AdminCreateUser, `UserAttributes`).
 * @throws ServiceError InvalidParameterException
 */
export function checkInvitedAttributes(settings: PoolSettings, attributes: Attributes): void {
  checkFormats(attributes);
  const unknown = Object.keys(attributes).find((name) => !schemaOf(settings, name));
  if (unknown !== undefined) {
    throw invalidParameter(
      `Attributes did not conform to the schema: Type for attribute {${unknown}} could not be determined`,
    );
  }
  const violations = checkValues(settings, attributes, "");
  if (violations.length > 0) {
    throw invalidParameter(`Attributes did not conform to the schema: ${lines(violations)}`);
  }
}

/**
 * The user's attributes with these changes. An empty value deletes an attribute; a new e-mail address or phone number is
 * unverified unless the changes say otherwise.
 * @throws ServiceError InvalidParameterException
 */
export function changeAttributes(
  settings: PoolSettings,
  current: Attributes,
  changes: Attributes,
): Attributes {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== ""));
  checkFormats(given);
  checkChangeable(settings, Object.keys(changes));
  checkDeletable(
    settings,
    Object.keys(changes).filter((name) => changes[name] === ""),
  );
  const violations = checkValues(settings, given, "Attribute does not exist in the schema.").map(
    (line) => `user.${line}`,
  );
  if (violations.length > 0) throw invalidParameter(lines(violations));
  return withoutEmpty({ ...current, ...unverified(current, changes), ...changes });
}

/**
 * The user's attributes without these.
 * @throws ServiceError InvalidParameterException
 */
export function deleteAttributes(
  settings: PoolSettings,
  current: Attributes,
  names: readonly string[],
): Attributes {
  checkChangeable(settings, names);
  checkDeletable(settings, names);
  const emptied = Object.fromEntries(names.map((name) => [name, ""]));
  const verifications = names.filter((name) => isVerifiable(name)).map((name) => [`${name}_verified`, ""]);
  return withoutEmpty({ ...current, ...emptied, ...Object.fromEntries(verifications) });
}

function checkChangeable(settings: PoolSettings, names: readonly string[]): void {
  const violations = names.flatMap((name) => {
    const schema = schemaOf(settings, name);
    if (!schema) return [`user.${name}: Attribute does not exist in the schema.`];
    return schema.Mutable ? [] : [`user.${name}: Attribute cannot be updated.`];
  });
  if (violations.length > 0) throw invalidParameter(lines(violations));
}

function checkDeletable(settings: PoolSettings, names: readonly string[]): void {
  const required = names.filter((name) => schemaOf(settings, name)?.Required);
  if (required.length > 0) {
    throw invalidParameter(
      lines(required.map((name) => `user.${name}: Required attribute cannot be deleted.`)),
    );
  }
}

/** AWS ends every line, the last one too. */
function lines(violations: readonly string[]): string {
  return violations.map((violation) => `${violation}\n`).join("");
}

function withoutEmpty(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
}

function isVerifiable(name: string): boolean {
  return name === "email" || name === "phone_number";
}

/** The `…_verified` flags that a change of their attribute resets. */
function unverified(current: Attributes, changes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([name, value]) => isVerifiable(name) && value !== current[name])
      .map(([name, value]) => [`${name}_verified`, value === "" ? "" : "false"]),
  );
}

function schemaOf(settings: PoolSettings, name: string): SchemaAttribute | undefined {
  return settings.SchemaAttributes.find((attribute) => attribute.Name === name);
}

function checkValues(settings: PoolSettings, attributes: Attributes, unknown: string): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const schema = schemaOf(settings, name);
    const violation = schema ? checkValue(schema, value) : unknown;
    return violation === null ? [] : [`${name}: ${violation}`];
  });
}

function checkValue(schema: SchemaAttribute, value: string): string | null {
  switch (schema.AttributeDataType) {
    case "Boolean":
      return isBooleanValue(value) ? null : "Attribute value is not a boolean.";
    case "Number":
      return checkNumber(schema, value);
    case "DateTime":
      return Number.isNaN(Date.parse(value)) ? "Attribute value is not a date and time." : null;
    default:
      return checkLength(schema, value);
  }
}

function checkNumber({ NumberAttributeConstraints: range }: SchemaAttribute, value: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return "Attribute value is not a number.";
  if (range?.MinValue !== undefined && Number(value) < Number(range.MinValue)) {
    return `Number must not be less than ${range.MinValue}`;
  }
  if (range?.MaxValue !== undefined && Number(value) > Number(range.MaxValue)) {
    return `Number must not be greater than ${range.MaxValue}`;
  }
  return null;
}

function checkLength({ StringAttributeConstraints: range }: SchemaAttribute, value: string): string | null {
  if (range?.MinLength !== undefined && value.length < Number(range.MinLength)) {
    return `String must be no shorter than ${range.MinLength} characters`;
  }
  if (value.length > Number(range?.MaxLength ?? 2048)) {
    return `String must be no longer than ${range?.MaxLength ?? 2048} characters`;
  }
  return null;
}

/** E.164, as Cognito asks for it: a plus sign, up to fifteen digits. */
export const phoneNumberPattern = /^\+[1-9]\d{1,14}$/;

/** One `@` with something on both sides, and a domain with a dot. */
export const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

function checkFormats({ email, phone_number: phoneNumber }: Attributes): void {
  if (email && !emailPattern.test(email)) throw invalidEmail();
  if (phoneNumber && !phoneNumberPattern.test(phoneNumber)) throw invalidPhoneNumber();
}
