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

/** The pool asks for text messages and can't send them. */
export const smsConfigurationMissing = (): ServiceError =>
  invalidParameter(
    "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
  );

export const factorsInPoolWithout = (): ServiceError =>
  invalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");

export const allFactorsOff = (): ServiceError =>
  invalidParameter(
    "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
  );

export const emailMfaNeedsOwnSender = (): ServiceError =>
  invalidParameter(
    "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
  );

export const emailMfaNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "The following features need to be disabled for the LITE pricing tier configured: Email MFA",
  );

export const credentialsAmbiguous = (): ServiceError =>
  invalidParameter("Only one of AccessToken and Session can be provided.");

export const factorAttributeInUse = (attribute: string, factor: string): ServiceError =>
  invalidParameter(`Cannot delete ${attribute} while it is used for ${factor}.`);

export const mfaMethodMissing = (): ServiceError =>
  new ServiceError("MFAMethodNotFoundException", "No MFA mechanism registerd in the account.");
