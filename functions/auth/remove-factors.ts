import { AdminSetUserMFAPreferenceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { allFactorsOff } from "../../libs/cognito/second-factors.ts";
import { environment } from "./environment.ts";
import type { RecoverableAccount } from "./load-recoverable-account.ts";

/**
 * Turns off the second factors of an account.
 *
 * @param gone what it means that the account is gone, or no longer in the state that it was in a moment ago
 * @throws ApiError
 */
export async function removeFactors(
  { username, factors }: RecoverableAccount,
  gone: ExceptionOverrides,
): Promise<void> {
  await callCognito(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: username,
      ...allFactorsOff(factors),
    }),
    gone,
  );
}
