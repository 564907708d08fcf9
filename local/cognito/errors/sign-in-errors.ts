import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const credentialsWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Incorrect username or password.");

export const passwordAttemptsExceeded = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Password attempts exceeded");

export const userNotConfirmed = (): ServiceError =>
  new ServiceError("UserNotConfirmedException", "User is not confirmed.");

export const passwordResetRequired = (): ServiceError =>
  new ServiceError("PasswordResetRequiredException", "Password reset required for the user");

export const temporaryPasswordExpired = (): ServiceError =>
  new ServiceError(
    "NotAuthorizedException",
    "Temporary password has expired and must be reset by an administrator.",
  );

export const flowNotEnabled = (flow: string): ServiceError =>
  invalidParameter(`${flow} flow not enabled for this client`);

/** AWS words it differently for this one flow. */
export const srpNotEnabled = (): ServiceError =>
  invalidParameter("USER_SRP_AUTH is not enabled for the client.");

/** …and for every flow of AdminInitiateAuth. */
export const adminFlowNotEnabled = (): ServiceError =>
  invalidParameter("Auth flow not enabled for this client");

export const flowNotSupportedHere = (): ServiceError =>
  invalidParameter("Initiate Auth method not supported.");

export const authParameterMissing = (name: string): ServiceError =>
  invalidParameter(`Missing required parameter ${name}`);

export const srpParameterInvalid = (name: string): ServiceError => invalidParameter(`Invalid ${name}`);

export const timestampMalformed = (): ServiceError =>
  invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");

export const timestampStale = (): ServiceError =>
  invalidParameter("TIMESTAMP is too far from the current time.");

export const sessionInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid session for the user.");

export const sessionExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid session for the user, session is expired.");

export const newPasswordAttributesMissing = (names: readonly string[]): ServiceError =>
  invalidParameter(`Invalid attributes given, ${names.join(", ")} is missing`);

export const attributeAlreadyProvided = (name: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `Cannot modify an already provided ${name}`);

export const challengeNotAnswerable = (name: string): ServiceError =>
  invalidParameter(`Challenge ${name} can't be responded to.`);
