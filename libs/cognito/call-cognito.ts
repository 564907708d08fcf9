import type {
  $Command,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from "@aws-sdk/client-cognito-identity-provider";
import { logger } from "../observability/logger.ts";
import { cognitoClient } from "./client.ts";
import {
  type CognitoException,
  type ExceptionOverrides,
  exceptionName,
  fromCognito,
  isFault,
} from "./exception-codes.ts";

export type CognitoCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/**
 * Calls Cognito for a route.
 *
 * @param overrides what an exception means here, if it differs from the usual
 * @throws ApiError, with Cognito's own error as its cause
 */
export async function callCognito<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: CognitoCommand<Input, Output>,
  overrides: ExceptionOverrides = {},
): Promise<Output> {
  try {
    return await cognitoClient().send(command);
  } catch (error) {
    throw fromCognito(error, overrides);
  }
}

/**
 * Calls Cognito if some refusals must look like a success, because the caller must not learn of them.
 *
 * @param tolerated the exceptions that become undefined; they are logged by name
 * @throws ApiError for every other error
 */
export async function attemptCognito<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: CognitoCommand<Input, Output>,
  tolerated: readonly CognitoException[],
  overrides: ExceptionOverrides = {},
): Promise<Output | undefined> {
  try {
    return await cognitoClient().send(command);
  } catch (error) {
    const name = exceptionName(error);
    if (name === undefined || !tolerated.includes(name)) throw fromCognito(error, overrides);
    // Hidden from the caller, so the operator must see it. A taken address is not an error: any client can ask with one.
    logger[isFault(name) ? "error" : "info"]("tolerated", { exception: name });
    return undefined;
  }
}
