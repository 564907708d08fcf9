/**
 * The CSV file of a user import
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html).
 */

/** The order is AWS's; custom attributes come between these and the two of Cognito's own. */
const STANDARD_COLUMNS = [
  "name",
  "given_name",
  "family_name",
  "middle_name",
  "nickname",
  "preferred_username",
  "profile",
  "picture",
  "website",
  "email",
  "email_verified",
  "gender",
  "birthdate",
  "zoneinfo",
  "locale",
  "phone_number",
  "phone_number_verified",
  "address",
  "updated_at",
] as const;

export function importHeader(customAttributes: readonly string[]): readonly string[] {
  return [...STANDARD_COLUMNS, ...customAttributes, "cognito:mfa_enabled", "cognito:username"];
}

/** Values are not quoted; a comma in one is written `\,`. */
export function splitLine(line: string): readonly string[] {
  return line
    .replace(/\r$/, "")
    .split(/(?<!\\),/)
    .map((value) => value.replace(/\\(.)/g, "$1").trim());
}

export interface ImportedUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly mfaEnabled: boolean;
}

export type ImportRow =
  | { readonly kind: "user"; readonly user: ImportedUser }
  | { readonly kind: "refused"; readonly reason: string };

const refused = (reason: string): ImportRow => ({ kind: "refused", reason });

const isFlag = (value: string | undefined) => /^(true|false)$/i.test(value ?? "");
const isTrue = (value: string | undefined) => /^true$/i.test(value ?? "");

/**
 * Reads a row. A user needs a verified address of those that the pool verifies, as the first password is set by a code.
 * @param autoVerified the pool's `AutoVerifiedAttributes`
 */
export function readImportRow(
  header: readonly string[],
  line: string,
  autoVerified: readonly string[],
): ImportRow {
  const values = splitLine(line);
  if (values.length !== header.length) return refused("The number of columns is not that of the header.");
  const row = Object.fromEntries(header.map((name, index) => [name, values[index] ?? ""]));
  const { "cognito:mfa_enabled": mfa, "cognito:username": given, ...columns } = row;
  const flags = ["email_verified", "phone_number_verified"] as const;
  const malformed = flags.find((name) => columns[name] !== "" && !isFlag(columns[name]));
  if (malformed !== undefined) return refused(`${malformed} must be TRUE or FALSE.`);
  if (!isFlag(mfa)) return refused("cognito:mfa_enabled must be TRUE or FALSE.");
  const username = given || columns.email || columns.phone_number || "";
  if (username === "") return refused("The user has no username.");
  const proved = autoVerified.filter((name) => columns[name] && isTrue(columns[`${name}_verified`]));
  if (proved.length === 0) return refused("At least one auto-verified attribute must be there and verified.");
  if (isTrue(mfa) && !columns.phone_number) return refused("cognito:mfa_enabled needs a phone number.");
  const attributes = Object.fromEntries(
    Object.entries(columns)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => [name, flags.some((flag) => flag === name) ? value.toLowerCase() : value]),
  );
  return { kind: "user", user: { username, attributes, mfaEnabled: isTrue(mfa) } };
}
