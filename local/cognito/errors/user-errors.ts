import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

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

export const invitationNotResendable = (username: string): ServiceError =>
  new ServiceError(
    "UnsupportedUserStateException",
    `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`,
  );
