import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const passkeysOff = (): ServiceError =>
  new ServiceError("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.");

export const relyingPartyMissing = (): ServiceError =>
  new ServiceError(
    "WebAuthnConfigurationMissingException",
    "The user pool has no relying party ID: configure one, or a domain.",
  );

export const registrationNotFound = (): ServiceError =>
  new ServiceError("WebAuthnChallengeNotFoundException", "The challenge was not found, or has expired.");

export const registrationOfOtherClient = (): ServiceError =>
  new ServiceError(
    "WebAuthnClientMismatchException",
    "The access token is of another client than the one that started the registration.",
  );

export const originNotAllowed = (): ServiceError =>
  new ServiceError(
    "WebAuthnOriginNotAllowedException",
    "The passkey comes from an origin that is not the relying party's.",
  );

export const relyingPartyMismatch = (): ServiceError =>
  new ServiceError(
    "WebAuthnRelyingPartyMismatchException",
    "The passkey is not for the relying party of the user pool.",
  );

export const passkeyNotSupported = (): ServiceError =>
  new ServiceError("WebAuthnCredentialNotSupportedException", "The passkey is not supported.");

export const passkeyMalformed = (): ServiceError => invalidParameter("Invalid passkey credential.");

export const userNotVerified = (): ServiceError =>
  invalidParameter("The authenticator did not verify its user.");

export const passkeyLimitReached = (): ServiceError =>
  new ServiceError("LimitExceededException", "A user can have 20 passkeys at most.");

export const passkeyNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Credential does not exist.");
