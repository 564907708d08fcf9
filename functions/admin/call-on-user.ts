import type { ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoCommand, callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";

/** A user may be deleted between two calls of one request. */
export const USER_GONE = { UserNotFoundException: "not_found" } as const satisfies ExceptionOverrides;

/**
 * Calls an operation of Cognito on a user.
 *
 * @param overrides what an exception means here, if it differs from the usual
 * @throws ApiError `not_found` and what the overrides say, with Cognito's own error as its cause
 */
export function callOnUser<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: CognitoCommand<Input, Output>,
  overrides: ExceptionOverrides = {},
): Promise<Output> {
  return callCognito(command, { ...USER_GONE, ...overrides });
}
