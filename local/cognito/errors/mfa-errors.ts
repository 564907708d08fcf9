import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const softwareTokenOff = (): ServiceError =>
  new ServiceError(
    "SoftwareTokenMFANotFoundException",
    "Software Token MFA has not been enabled by the userPool.",
  );

export const softwareTokenMissing = (): ServiceError =>
  new ServiceError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");

export const softwareTokenNotVerified = (): ServiceError =>
  new ServiceError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");

export const totpMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid code received for user");

export const totpReused = (): ServiceError =>
  new ServiceError("ExpiredCodeException", "Your software token has already been used once.");

export const mfaCodeMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid code or auth state for the user.");

export const factorNotUsable = (factor: string): ServiceError =>
  invalidParameter(`User does not have delivery config set to turn on ${factor}`);

export const factorNotOffered = (factor: string): ServiceError =>
  invalidParameter(`${factor} is not enabled for the user pool.`);

export const preferredFactorOff = (): ServiceError =>
  invalidParameter("Cannot set an MFA method as preferred without enabling it.");

export const severalPreferredFactors = (): ServiceError =>
  invalidParameter("Only one MFA method can be preferred.");

export const passkeyFactorOff = (): ServiceError =>
  invalidParameter(
    "WebAuthn MFA requires a user pool WebAuthnConfiguration with FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION.",
  );

export const factorNotAvailable = (): ServiceError => invalidParameter("Invalid MFA type selected.");

export const mfaOptionUnsupported = (): ServiceError =>
  invalidParameter("MFAOptions supports only SMS to phone_number.");

export const mfaSetUpMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "MFA setup is not complete for the user.");
