import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const signUpNotPermitted = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "SignUp is not permitted for this user pool");

export const userNotConfirmable = (status: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `User cannot be confirmed. Current status is ${status}`);

export const userAlreadyConfirmed = (): ServiceError => invalidParameter("User is already confirmed.");

export const codeMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid verification code provided, please try again.");

export const codeExpired = (): ServiceError =>
  new ServiceError("ExpiredCodeException", "Invalid code provided, please request a code again.");

export const attemptLimitExceeded = (): ServiceError =>
  new ServiceError("LimitExceededException", "Attempt limit exceeded, please try after some time.");

export const attributeNotVerifiable = (attribute: string): ServiceError =>
  invalidParameter(`Invalid attribute name ${attribute} for verification.`);

export const attributeWithoutValue = (attribute: string): ServiceError =>
  invalidParameter(`User does not have a value for ${attribute}.`);

export const nowhereToSend = (): ServiceError =>
  invalidParameter("User has no attribute specified in the user pool's auto verified attributes list");
