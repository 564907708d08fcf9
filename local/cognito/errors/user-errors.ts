import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";

export const userNotFound = (): ServiceError =>
  new ServiceError("UserNotFoundException", "User does not exist.");

/** What the public operations say of an unknown user, to a client that may know. */
export const usernameNotFound = (): ServiceError =>
  new ServiceError("UserNotFoundException", "Username/client id combination not found.");

export const usernameExists = (): ServiceError =>
  new ServiceError("UsernameExistsException", "User already exists");

export const usernameExistsForAlias = (attribute: string): ServiceError =>
  new ServiceError("UsernameExistsException", `An account with the given ${attribute} already exists.`);

export const aliasExists = (attribute: string): ServiceError =>
  new ServiceError("AliasExistsException", `An account with the given ${attribute} already exists.`);

export const invalidEmail = (): ServiceError => invalidParameter("Invalid email address format.");

export const invalidPhoneNumber = (): ServiceError => invalidParameter("Invalid phone number format.");

export const usernameNotAnAttribute = (attributes: readonly string[]): ServiceError =>
  invalidParameter(
    attributes.length > 1
      ? "Username should be either an email or a phone number."
      : `Username should be ${attributes[0] === "email" ? "an email" : "a phone number"}.`,
  );

export const usernameIsAlias = (attribute: "email" | "phone number"): ServiceError =>
  invalidParameter(
    `Username cannot be of ${attribute} format, since user pool is configured for ${attribute} alias.`,
  );

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

export const signUpNotPermitted = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "SignUp is not permitted for this user pool");

export const userNotConfirmable = (status: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `User cannot be confirmed. Current status is ${status}`);

export const codeMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid verification code provided, please try again.");

export const codeExpired = (): ServiceError =>
  new ServiceError("ExpiredCodeException", "Invalid code provided, please request a code again.");

export const attemptLimitExceeded = (): ServiceError =>
  new ServiceError("LimitExceededException", "Attempt limit exceeded, please try after some time.");

/** One line each, as AWS ends them. */
export const attributesNotUpdatable = (names: readonly string[]): ServiceError =>
  invalidParameter(names.map((name) => `user.${name}: Attribute cannot be updated.\n`).join(""));

export const usernameMalformed = (): ServiceError =>
  invalidParameter(
    "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  );
