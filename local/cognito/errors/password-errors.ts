import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

/** What SignUp says; everything else says {@link passwordRefused}. */
export const signUpPasswordRefused = (violation: string): ServiceError =>
  new ServiceError("InvalidPasswordException", `Password did not conform with policy: ${violation}`);

export const passwordRefused = (violation: string): ServiceError =>
  new ServiceError("InvalidPasswordException", `Password does not conform to policy: ${violation}`);

export const passwordReused = (): ServiceError =>
  new ServiceError("PasswordHistoryPolicyViolationException", "Password has previously been used.");

export const passwordNotResettable = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "User password cannot be reset in the current state.");

export const noRecoveryChannel = (): ServiceError =>
  invalidParameter(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
