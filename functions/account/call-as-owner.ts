import type { ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoCommand, callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";

/** The errors of every call with the caller's own token, beside those of the API's guard. */
export const OWNER_ERRORS: readonly ErrorCode[] = ["account_unavailable", "request_refused"];

/** The guard accepted the token a moment ago: what Cognito says of token or account has changed since. */
const SINCE_THEN: ExceptionOverrides = {
  NotAuthorizedException: "unauthorized",
  PasswordResetRequiredException: "account_unavailable",
  UserNotConfirmedException: "account_unavailable",
  UserNotFoundException: "account_unavailable",
};

/**
 * Calls an operation of Cognito that takes the caller's access token.
 *
 * @param overrides what an exception means here, if it differs from the usual
 * @throws ApiError `unauthorized`, {@link OWNER_ERRORS} and what the overrides say, with Cognito's own error as its cause
 */
export function callAsOwner<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: CognitoCommand<Input, Output>,
  overrides: ExceptionOverrides = {},
): Promise<Output> {
  return callCognito(command, { ...SINCE_THEN, ...overrides });
}
