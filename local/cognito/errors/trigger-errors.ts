import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";

export const triggerRefused = (trigger: string, message: string): ServiceError =>
  new ServiceError("UserLambdaValidationException", `${trigger} failed with error ${message}.`);

export const triggerUnreachable = (trigger: string, reason: string): ServiceError =>
  new ServiceError("UnexpectedLambdaException", `${trigger} invocation failed due to error ${reason}.`);

export const triggerTimedOut = (trigger: string): ServiceError =>
  triggerUnreachable(trigger, "Socket timeout while invoking Lambda function");

export const triggerResponseInvalid = (): ServiceError =>
  new ServiceError("InvalidLambdaResponseException", "Unrecognizable lambda output");

const MESSAGE_PATTERN = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";

/** A message without a placeholder that its reader needs. */
export const placeholderMissing = (member: "emailBody" | "smsMessage", placeholder: string): ServiceError =>
  invalidParameter(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${MESSAGE_PATTERN}\\${placeholder.replace("}", "\\}")}${MESSAGE_PATTERN}`,
  );

export const senderKeyMissing = (): ServiceError =>
  invalidParameter("KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.");

export const migrationFailed = (clientId: string): ServiceError =>
  new ServiceError("UserNotFoundException", `Exception migrating user in app client ${clientId}`);

export const customTriggerMissing = (): ServiceError =>
  invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
