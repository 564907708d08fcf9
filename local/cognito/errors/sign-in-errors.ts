import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";

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

export const accessTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Access Token");

export const accessTokenSignatureWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Could not verify signature for Access Token");

export const accessTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has expired");

export const accessTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has been revoked");

export const accessTokenScopeMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token does not have required scopes");

export const userDisabled = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "User is disabled.");

export const refreshTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Refresh Token");

export const refreshTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has expired");

export const refreshTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has been revoked");

export const refreshTokenReused = (): ServiceError =>
  new ServiceError("RefreshTokenReuseException", "Refresh Token has been rotated and can no longer be used");

export const challengeNotAvailable = (): ServiceError => invalidParameter("Invalid challenge selected.");

export const tooManyCodes = (): ServiceError =>
  new ServiceError("TooManyRequestsException", "Attempt limit exceeded, please try after some time.");

/** The published clients know this text: they forget the key they kept, and sign in without it. */
export const deviceNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Device does not exist.");

export const softwareTokenMissing = (): ServiceError =>
  new ServiceError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");

export const totpMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid code received for user");

export const totpReused = (): ServiceError =>
  new ServiceError("ExpiredCodeException", "Your software token has already been used once.");

export const mfaCodeMismatch = (): ServiceError =>
  new ServiceError("CodeMismatchException", "Invalid code or auth state for the user.");

export const factorNotAvailable = (): ServiceError => invalidParameter("Invalid MFA type selected.");

export const mfaSetUpMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "MFA setup is not complete for the user.");

export const credentialsAmbiguous = (): ServiceError =>
  invalidParameter("Only one of AccessToken and Session can be provided.");

export const factorAttributeInUse = (attribute: string, factor: string): ServiceError =>
  invalidParameter(`Cannot delete ${attribute} while it is used for ${factor}.`);

export const mfaMethodMissing = (): ServiceError =>
  new ServiceError("MFAMethodNotFoundException", "No MFA mechanism registerd in the account.");
