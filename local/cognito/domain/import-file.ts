/**
 * The CSV file of a user import
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html#cognito-user-pools-using-import-tool-formatting-csv-file).
 */
import { isBooleanValue, isTrue } from "./boolean-attribute.ts";
import { type HashAlgorithm, type PasswordHash, readPasswordHash } from "./password-hash.ts";

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

/**
 * The further column of a file with password hashes. AWS's pages do not name it yet; it is named like Cognito's own two. GetCSVHeader
 * does not list it: it does not know the job's algorithm.
 */
export const HASH_COLUMN = "cognito:password_hash";

/** Whether a file has these columns, each once: "the order of columns in the CSV file doesn't matter". */
export function isImportHeader(columns: readonly string[], expected: readonly string[]): boolean {
  return columns.length === expected.length && expected.every((name) => columns.includes(name));
}

/**
 * The lines of a file; a line break at its end begins no line.
 * @returns `null` where it is not "in UTF-8 format without byte order mark"
 */
export function readImportLines(file: Uint8Array): readonly string[] | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
    if (text.startsWith("\uFEFF")) return null;
    return text.replace(/\r?\n$/, "").split(/\r?\n/);
  } catch {
    return null;
  }
}

/** Values are not quoted, and trimmed; a comma in one is written `\,`. */
export function splitLine(line: string): readonly string[] {
  return line.split(/(?<!\\),/).map((value) => value.replaceAll("\\,", ",").trim());
}

export interface ImportedUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly mfaEnabled: boolean;
  /** A user without one sets the first password by a code. */
  readonly password: { readonly hash: PasswordHash; readonly text: string } | null;
}

export type ImportRow =
  | { readonly kind: "user"; readonly user: ImportedUser }
  | { readonly kind: "refused"; readonly reason: string };

/** The pool's requirements for the users of a file. */
export interface ImportRules {
  /** The pool's `AutoVerifiedAttributes` */
  readonly autoVerified: readonly string[];
  /** The pool's `MfaConfiguration` */
  readonly mfa: "ON" | "OFF" | "OPTIONAL";
  /** The job's `PasswordHashingAlgorithm` */
  readonly hashing: HashAlgorithm | null;
}

const MAX_ROW_LENGTH = 16_000;
const FLAGS = ["email_verified", "phone_number_verified", "cognito:mfa_enabled"] as const;

/** February 1, 1985 is `02/01/1985`. */
function isBirthdate(value: string): boolean {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return date.getUTCDate() === Number(day);
}

function checkColumns(columns: Columns, rules: ImportRules): string | null {
  const mfa = columns["cognito:mfa_enabled"];
  if (columns.birthdate && !isBirthdate(columns.birthdate)) return "birthdate must be mm/dd/yyyy.";
  if (columns.updated_at && !/^\d+$/.test(columns.updated_at)) {
    return "updated_at must be epoch time in seconds.";
  }
  if (mfa && rules.mfa !== "OPTIONAL" && isTrue(mfa) !== (rules.mfa === "ON")) {
    return `cognito:mfa_enabled must be ${rules.mfa === "ON"} or blank: the user pool's MFA is ${rules.mfa}.`;
  }
  const unfounded = ["email", "phone_number"].find(
    (name) => isTrue(columns[`${name}_verified`]) && !columns[name],
  );
  if (unfounded !== undefined) return `${unfounded} is required where ${unfounded}_verified is true.`;
  const isVerified = rules.autoVerified.some((name) => isTrue(columns[`${name}_verified`]));
  return isVerified
    ? null
    : "The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).";
}

type Columns = Readonly<Record<string, string | undefined>>;

/**
 * Reads a row. A user needs a verified address of a kind that the pool verifies, because the first password is set with a code.
 * @param header the file's own, in its own order
 */
export function readImportRow(header: readonly string[], line: string, rules: ImportRules): ImportRow {
  const refused = (reason: string): ImportRow => ({ kind: "refused", reason });
  if (line.length > MAX_ROW_LENGTH) return refused(`A row can have ${MAX_ROW_LENGTH} characters at most.`);
  const values = splitLine(line);
  if (values.length !== header.length) return refused("The number of columns is not that of the header.");
  const columns: Columns = Object.fromEntries(header.map((name, index) => [name, values[index]]));
  const malformed = FLAGS.find((name) => columns[name] && !isBooleanValue(columns[name]));
  if (malformed !== undefined) return refused(`${malformed} must be TRUE or FALSE.`);
  const { "cognito:username": username, "cognito:mfa_enabled": mfa, [HASH_COLUMN]: text, ...given } = columns;
  if (!username) return refused("The user has no cognito:username.");
  if (/\s/.test(username)) return refused("cognito:username must not contain spaces or tabs.");
  const reason = checkColumns(columns, rules);
  if (reason !== null) return refused(reason);
  const attributes = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
  const user = { username, attributes, mfaEnabled: isTrue(mfa) };
  if (rules.hashing === null || !text) return { kind: "user", user: { ...user, password: null } };
  const read = readPasswordHash(rules.hashing, text);
  return read.kind === "refused"
    ? refused(read.reason)
    : { kind: "user", user: { ...user, password: { hash: read.hash, text } } };
}
