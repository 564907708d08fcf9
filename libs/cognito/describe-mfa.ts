import type { AdminGetUserCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import type { Factor } from "../schemas/mfa.ts";

/** Cognito's names of second factors. */
const COGNITO_FACTORS: Readonly<Record<Factor, string>> = {
  totp: "SOFTWARE_TOKEN_MFA",
  sms: "SMS_MFA",
  email: "EMAIL_OTP",
};

/** What GetUser and AdminGetUser say of them. */
export type MfaSettings = Pick<AdminGetUserCommandOutput, "PreferredMfaSetting" | "UserMFASettingList">;

function factorNamed(name: string): Factor | undefined {
  return (Object.keys(COGNITO_FACTORS) as Factor[]).find((factor) => COGNITO_FACTORS[factor] === name);
}

/** A user's second factors, as our API says them. */
export function describeMfa({ PreferredMfaSetting, UserMFASettingList = [] }: MfaSettings) {
  const enabled = UserMFASettingList.flatMap((name) => factorNamed(name) ?? []);
  const preferred = PreferredMfaSetting === undefined ? undefined : factorNamed(PreferredMfaSetting);
  return { enabled, preferred: preferred ?? null };
}
