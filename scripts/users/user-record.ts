/** One line of a user export: everything that Cognito exports, as JSON. */
import * as z from "zod";
import { ScriptError } from "../deployment/script-error.ts";

const STATUSES = [
  "UNCONFIRMED",
  "CONFIRMED",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
  "RESET_REQUIRED",
  "FORCE_CHANGE_PASSWORD",
  "EXTERNAL_PROVIDER",
] as const;

export const MFA_FACTORS = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const;

export const UserRecord = z.strictObject({
  username: z.string().min(1).max(128),
  status: z.enum(STATUSES),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
  attributes: z.record(z.string().min(1).max(32), z.string().max(2048)),
  groups: z.array(z.string().min(1).max(128)),
  /** Only with --mfa: Cognito returns it for one user at a time. */
  mfa: z
    .strictObject({ enabled: z.array(z.enum(MFA_FACTORS)), preferred: z.enum(MFA_FACTORS).nullable() })
    .optional(),
});

export type UserRecord = z.infer<typeof UserRecord>;

/** @throws ScriptError that names the line and each invalid member, but never a value: values are personal data */
export function parseUserRecord(text: string, lineNumber: number): UserRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ScriptError(`line ${lineNumber}: not JSON`);
  }
  const parsed = UserRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "record"}: ${message}`);
  throw new ScriptError(`line ${lineNumber}: ${issues.join("; ")}`);
}
