import { AdminSetUserMFAPreferenceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { environment } from "./environment.ts";
import type { RecoverableAccount } from "./load-recoverable-account.ts";

/**
 * Turns off the second factors that are on. What is off is not named: Cognito would ask for what it does not need, such as a
 * number.
 *
 * @param gone what it means that the account is not there, or not in the state it was in a moment ago
 * @throws ApiError
 */
export async function removeFactors(
  { username, factors }: RecoverableAccount,
  gone: ExceptionOverrides,
): Promise<void> {
  const off = (factor: string) =>
    factors.includes(factor) ? { Enabled: false, PreferredMfa: false } : undefined;
  await callCognito(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: username,
      SoftwareTokenMfaSettings: off("SOFTWARE_TOKEN_MFA"),
      SMSMfaSettings: off("SMS_MFA"),
      EmailMfaSettings: off("EMAIL_OTP"),
    }),
    gone,
  );
}
