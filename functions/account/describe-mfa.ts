import type { Factor } from "../../libs/schemas/mfa.ts";
import type { OwnUser } from "./load-own-user.ts";

/** Cognito's names of second factors. */
export const COGNITO_FACTORS: Readonly<Record<Factor, string>> = {
  totp: "SOFTWARE_TOKEN_MFA",
  sms: "SMS_MFA",
  email: "EMAIL_OTP",
};

function factorNamed(name: string): Factor | undefined {
  return (Object.keys(COGNITO_FACTORS) as Factor[]).find((factor) => COGNITO_FACTORS[factor] === name);
}

/** A user's second factors, as our API says them. */
export function describeMfa({ mfa: { PreferredMfaSetting, UserMFASettingList = [] } }: OwnUser) {
  const enabled = UserMFASettingList.flatMap((name) => factorNamed(name) ?? []);
  const preferred = PreferredMfaSetting === undefined ? undefined : factorNamed(PreferredMfaSetting);
  return { enabled, preferred: preferred ?? null };
}
