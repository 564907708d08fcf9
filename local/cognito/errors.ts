/**
 * Every error Cognito answers with, one function per exact message. Texts are AWS's; where AWS does not document one it is
 * the text that SDK users quote in public issue threads. Keep the groups; append to the group a new one belongs to.
 */
import { ServiceError } from "../protocol/service-error.ts";

// Resources

export const userPoolNotFound = (poolId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);

export const clientNotFound = (clientId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);

export const groupNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Group not found.");

export const groupExists = (): ServiceError =>
  new ServiceError("GroupExistsException", "A group with the name already exists.");

export const resourceServerNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Resource server does not exist.");

export const resourceServerExists = (identifier: string): ServiceError =>
  new ServiceError("InvalidParameterException", `${identifier} already exists in user pool.`);

export const deletionProtected = (): ServiceError =>
  new ServiceError(
    "InvalidParameterException",
    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
  );

export const providerNotFound = (provider: string): ServiceError =>
  new ServiceError("InvalidParameterException", `The provider ${provider} does not exist for User Pool`);

export const scopeNotFound = (scope: string): ServiceError =>
  new ServiceError("ScopeDoesNotExistException", `Invalid scope requested: ${scope}`);

export const oauthFlowInvalid = (message: string): ServiceError =>
  new ServiceError("InvalidOAuthFlowException", message);

// Users

export const userNotFound = (): ServiceError =>
  new ServiceError("UserNotFoundException", "User does not exist.");

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

// Access

export const accessTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Access Token");

export const accessTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has expired");

export const accessTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has been revoked");

export const accessTokenScopeMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token does not have required scopes");

export const userDisabled = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "User is disabled.");

export const missingCredentials = (): ServiceError =>
  new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");

// Parameters

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);

export const invalidPageToken = (): ServiceError => invalidParameter("Invalid pagination token.");

export const filterMalformed = (): ServiceError => invalidParameter("Error while parsing filter");

export const attributeNotSearchable = (attribute: string): ServiceError =>
  invalidParameter(`Invalid search attribute: ${attribute}`);

export const attributesNotInPool = (): ServiceError =>
  invalidParameter("One or more requested attributes do not exist in user pool.");

// Triggers

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
  new ServiceError(
    "InvalidParameterException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${MESSAGE_PATTERN}\\${placeholder.replace("}", "\\}")}${MESSAGE_PATTERN}`,
  );

// Clients

export const secretHashMissing = (clientId: string): ServiceError =>
  new ServiceError(
    "NotAuthorizedException",
    `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
  );

export const secretHashWrong = (clientId: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `Unable to verify secret hash for client ${clientId}`);

export const clientSecretWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid client secret");

/** RevokeToken's own exception: wrong secret, or another client's token. */
export const revokingClientRefused = (): ServiceError =>
  new ServiceError("UnauthorizedException", "Unauthorized client");

export const attributeNotWritable = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "A client attempted to write unauthorized attribute");

// Sign-up and codes

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

export const nowhereToSend = (): ServiceError =>
  invalidParameter("User has no attribute specified in the user pool's auto verified attributes list");

// Passwords

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

// Sign-in

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

export const notBuiltYet = (what: string): ServiceError =>
  new ServiceError("NotImplementedException", `${what} is not implemented by the local cloud yet`, {
    status: 501,
  });

// Refresh tokens

export const refreshTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Refresh Token");

export const refreshTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has expired");

export const refreshTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has been revoked");

export const refreshTokenReused = (): ServiceError =>
  new ServiceError("RefreshTokenReuseException", "Refresh Token has been rotated and can no longer be used");

export const tokenRevocationDisabled = (): ServiceError =>
  new ServiceError("UnsupportedOperationException", "Token revocation is not enabled for this client");

export const tokenTypeUnsupported = (): ServiceError =>
  new ServiceError("UnsupportedTokenTypeException", "Unsupported token type");
