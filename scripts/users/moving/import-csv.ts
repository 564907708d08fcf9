/** Writes the file of an import job. It is kept in memory alone: it has everyone's password hash in it. */
import { HASH_COLUMN } from "../../../local/cognito/domain/import-file.ts";
import { ScriptError } from "../../deployment/script-error.ts";
import type { UserWithHash } from "./plan-move.ts";
import type { PoolProfile } from "./pool-profile.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html */
const MAX_BYTES = 100 * 1024 * 1024;

/**
 * A value has one line. Its commas are escaped, so that a backslash at its end would escape the comma after it: a space follows it, which
 * Cognito trims.
 */
const cell = (value: string): string =>
  value
    .replaceAll(/\s*[\r\n]+\s*/g, " ")
    .replaceAll(",", "\\,")
    .replace(/\\$/, "\\ ");

/** @throws ScriptError if the file is larger than Cognito takes */
export function writeImportCsv({ columns, mfa }: PoolProfile, users: readonly UserWithHash[]): string {
  const header = columns.includes(HASH_COLUMN) ? columns : [...columns, HASH_COLUMN];
  const rows = users.map(({ username, attributes, hash }) => {
    const values: Readonly<Record<string, string>> = {
      ...attributes,
      "cognito:username": username,
      // "TRUE or FALSE" where users may choose; blank where the pool decides.
      "cognito:mfa_enabled": mfa === "OPTIONAL" ? "false" : "",
      [HASH_COLUMN]: hash.text,
    };
    return header.map((name) => cell(values[name] ?? "")).join(",");
  });
  const csv = [header.join(","), ...rows].join("\n");
  if (Buffer.byteLength(csv) > MAX_BYTES) throw new ScriptError("A file of an import job exceeds 100 MB.");
  return csv;
}
