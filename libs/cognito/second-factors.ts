import type { AdminGetUserCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import type { Factor } from "../schemas/mfa.ts";
import type { CognitoException } from "./exception-codes.ts";

/** Cognito's names of second factors. */
const COGNITO_FACTORS: Readonly<Record<Factor, string>> = {
  totp: "SOFTWARE_TOKEN_MFA",
  sms: "SMS_MFA",
  email: "EMAIL_OTP",
};

/** The second factors in the answers of GetUser and AdminGetUser. */
export type MfaSettings = Pick<AdminGetUserCommandOutput, "PreferredMfaSetting" | "UserMFASettingList">;

function factorNamed(name: string): Factor | undefined {
  return (Object.keys(COGNITO_FACTORS) as Factor[]).find((factor) => COGNITO_FACTORS[factor] === name);
}

/** A user's second factors in the API's form. */
export function describeMfa({ PreferredMfaSetting, UserMFASettingList = [] }: MfaSettings) {
  const enabled = UserMFASettingList.flatMap((name) => factorNamed(name) ?? []);
  const preferred = PreferredMfaSetting === undefined ? undefined : factorNamed(PreferredMfaSetting);
  return { enabled, preferred: preferred ?? null };
}

interface FactorSetting {
  readonly Enabled: boolean;
  readonly PreferredMfa: boolean;
}

/**
 * The input of Set- and AdminSetUserMFAPreference. A factor that is off and stays off must have no setting: Cognito would ask for
 * what it does not need, such as a number.
 */
export function mfaPreference(settingOf: (factor: Factor) => FactorSetting | undefined) {
  return {
    SoftwareTokenMfaSettings: settingOf("totp"),
    SMSMfaSettings: settingOf("sms"),
    EmailMfaSettings: settingOf("email"),
  };
}

/**
 * What AdminDeleteSoftwareToken may answer for a user without an authenticator app. AWS does not document it. Its secret would
 * otherwise stay when the factor is turned off: also call it for a user whose factor is off.
 */
export const WITHOUT_AUTHENTICATOR = [
  "ResourceNotFoundException",
  "InvalidParameterException",
  "UserNotConfirmedException",
] as const satisfies readonly CognitoException[];

/** {@link mfaPreference} to turn off the factors that are on. */
export const allFactorsOff = (enabled: readonly Factor[]) =>
  mfaPreference((factor) => (enabled.includes(factor) ? { Enabled: false, PreferredMfa: false } : undefined));
