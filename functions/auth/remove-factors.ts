import {
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserMFAPreferenceCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito, callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { allFactorsOff, WITHOUT_AUTHENTICATOR } from "../../libs/cognito/second-factors.ts";
import { environment } from "./environment.ts";
import type { RecoverableAccount } from "./load-recoverable-account.ts";

/**
 * Turns off the second factors of an account, and deletes the secret of its authenticator app.
 *
 * @param gone what it means that the account is gone, or no longer in the state that it was in a moment ago
 * @throws ApiError
 */
export async function removeFactors(
  { username, factors }: RecoverableAccount,
  gone: ExceptionOverrides,
): Promise<void> {
  const user = { UserPoolId: environment().USER_POOL_ID, Username: username };
  await callCognito(new AdminSetUserMFAPreferenceCommand({ ...user, ...allFactorsOff(factors) }), gone);
  await attemptCognito(new AdminDeleteSoftwareTokenCommand(user), WITHOUT_AUTHENTICATOR, gone);
}
